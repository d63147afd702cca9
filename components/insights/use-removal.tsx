'use client'

import { useTranslations } from 'use-intl/react'
import { send } from '#components/api.ts'
import { usePaths } from '#components/insights/use-paths.ts'
import { useConfirm } from '#components/page/confirm.tsx'
import { useWrite } from '#components/use-write.ts'

type Removal = {
  /** Of the API. */
  path: string
  name: string
  /** What goes along with it, read when it is asked: one sentence each. */
  consequences: () => Promise<string[]>
  /** Called before it is deleted: what shows it would only find that it is gone. */
  onDelete?: () => void
}

/** Deletes a data source, segment or measure, once it has been said what depends on it. */
export function useRemoval() {
  const t = useTranslations('insights')
  const paths = usePaths()
  const confirm = useConfirm()
  const { write } = useWrite('toast')
  return async ({ path, name, consequences, onDelete }: Removal) => {
    const read = await write(consequences, { changes: [] })
    if (!read.ok) return
    const consequence = read.answer.map(sentence => <p key={sentence}>{sentence}</p>)
    if (!(await confirm({ title: t('deleteTitle', { name }), consequence, action: t('delete') }))) return
    onDelete?.()
    await write(() => send('DELETE', path), { done: t('deleted', { name }), changes: paths.all })
  }
}
