'use client'

import { Button, MessageBar, MessageBarActions, MessageBarBody, MessageBarTitle } from '@fluentui/react-components'
import { useTranslations } from 'use-intl/react'
import { useAccess } from '#components/access.tsx'
import { send } from '#components/api.ts'
import { useConfirm } from '#components/page/confirm.tsx'
import { usePaths } from '#components/power-automate/use-paths.ts'
import { useToasts } from '#components/toasts.tsx'
import { useWrite } from '#components/use-write.ts'
import type { HookView } from '#lib/subscriptions/view.ts'

/** What flows have left behind that are gone, for those who may clear it away. */
export function GoneBar({ hooks }: { hooks: HookView[] }) {
  const t = useTranslations('subscriptionCare')
  const common = useTranslations('common')
  const { can } = useAccess()
  const paths = usePaths()
  const confirm = useConfirm()
  const { done } = useToasts()
  const { write, pending } = useWrite('toast')
  const count = hooks.filter(({ status }) => status === 'gone').length
  if (count === 0 || !can('hooks.manage')) return null

  const remove = async () => {
    const question = { title: t('removeGoneTitle'), consequence: t('removeGoneText'), action: common('remove') }
    if (!(await confirm(question))) return
    const call = () => send<{ removed: number }>('DELETE', paths.goneHooks)
    const result = await write(call, { changes: [paths.hooks] })
    if (result.ok) done(t('goneRemoved', { count: result.answer.removed }))
  }
  return (
    <MessageBar intent="info" layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>{t('goneTitle', { count })}</MessageBarTitle> {t('goneText', { count })}
      </MessageBarBody>
      <MessageBarActions>
        <Button onClick={remove} disabledFocusable={pending}>
          {t('removeGone')}
        </Button>
      </MessageBarActions>
    </MessageBar>
  )
}
