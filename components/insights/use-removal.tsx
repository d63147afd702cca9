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
}

/** Deletes a data source, segment or measure, once it has been said what depends on it. @returns whether it is gone */
export function useRemoval() {
  const t = useTranslations('insights')
  const paths = usePaths()
  const confirm = useConfirm()
  const { write } = useWrite('toast')
  return async ({ path, name, consequences }: Removal): Promise<boolean> => {
    const read = await write(consequences, { changes: [] })
    if (!read.ok) return false
    const consequence = read.answer.map(sentence => <p key={sentence}>{sentence}</p>)
    if (!(await confirm({ title: t('deleteTitle', { name }), consequence, action: t('delete') }))) return false
    const { ok } = await write(() => send('DELETE', path), { done: t('deleted', { name }), changes: paths.all })
    return ok
  }
}
