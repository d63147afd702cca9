'use client'

import { ToolbarButton } from '@fluentui/react-components'
import { ArrowUndoRegular, DeleteRegular, PlayRegular, SaveRegular } from '@fluentui/react-icons'
import { useTranslations } from 'use-intl/react'
import { send } from '#components/api.ts'
import { usePaths } from '#components/insights/use-paths.ts'
import { useConfirm } from '#components/page/confirm.tsx'
import { useUnify } from '#components/unify/unify-draft.tsx'
import { useWrite } from '#components/use-write.ts'

export function UnifyCommands() {
  const t = useTranslations('unify')
  const common = useTranslations('common')
  const paths = usePaths()
  const confirm = useConfirm()
  const { save, discard, isChanged, pending, saved } = useUnify()
  const { write } = useWrite('toast')
  const remove = async () => {
    if (!(await confirm({ title: t('removeTitle'), consequence: t('removeText'), action: common('remove') }))) return
    const { ok } = await write(() => send('DELETE', paths.unification), { done: t('removed'), changes: paths.all })
    if (ok) discard()
  }
  return (
    <>
      <ToolbarButton icon={<SaveRegular />} disabledFocusable={!isChanged || pending} onClick={() => save(false)}>
        {common('save')}
      </ToolbarButton>
      <ToolbarButton icon={<PlayRegular />} disabledFocusable={pending} onClick={() => save(true)}>
        {isChanged ? t('saveAndRun') : t('run')}
      </ToolbarButton>
      <ToolbarButton icon={<ArrowUndoRegular />} disabledFocusable={!isChanged || pending} onClick={discard}>
        {t('discard')}
      </ToolbarButton>
      {saved && (
        <ToolbarButton icon={<DeleteRegular />} disabledFocusable={pending} onClick={remove}>
          {common('remove')}
        </ToolbarButton>
      )}
    </>
  )
}
