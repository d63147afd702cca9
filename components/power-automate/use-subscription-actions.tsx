'use client'

import { DeleteRegular, PauseRegular, PlayRegular, SendRegular } from '@fluentui/react-icons'
import { useTranslations } from 'use-intl/react'
import { useAccess } from '#components/access.tsx'
import { send } from '#components/api.ts'
import { useConfirm } from '#components/page/confirm.tsx'
import type { RowAction } from '#components/page/row-menu.tsx'
import { usePaths } from '#components/power-automate/use-paths.ts'
import { useWrite } from '#components/use-write.ts'
import type { HookView } from '#lib/subscriptions/view.ts'

/** What can be done with a subscription, or false for those who may only look. @param onRemoving before it is removed */
export function useSubscriptionActions(onRemoving?: () => void) {
  const t = useTranslations('powerAutomate')
  const common = useTranslations('common')
  const { can } = useAccess()
  const paths = usePaths()
  const confirm = useConfirm()
  const { write, pending } = useWrite('toast')
  const changes = [paths.hooks, paths.allDeliveries]

  const setStatus = (hook: HookView, status: 'active' | 'paused') => {
    const done = t(status === 'active' ? 'resumed' : 'paused')
    return write(() => send('PATCH', paths.hook(hook.id), { status }), { done, changes })
  }
  const test = (hook: HookView) =>
    write(() => send('POST', `${paths.hook(hook.id)}/test`), { done: t('testSent'), changes })
  const remove = async ({ id, callbackHost: host }: HookView) => {
    const consequence = t('removeSubscription', { host })
    if (!(await confirm({ title: t('removeSubscriptionTitle'), consequence, action: common('remove') }))) return
    // First: what shows the subscription would read it again and find nothing.
    onRemoving?.()
    await write(() => send('DELETE', paths.hook(id)), { done: t('subscriptionRemoved'), changes })
  }

  if (!can('hooks.write')) return false
  return (hook: HookView): RowAction[] => [
    hook.status === 'paused'
      ? { title: t('resume'), icon: <PlayRegular />, onSelect: () => setStatus(hook, 'active'), disabled: pending }
      : {
          title: t('pause'),
          icon: <PauseRegular />,
          onSelect: () => setStatus(hook, 'paused'),
          disabled: pending || hook.status === 'gone',
        },
    {
      title: t('sendTest'),
      icon: <SendRegular />,
      onSelect: () => test(hook),
      disabled: pending || hook.status === 'paused' || hook.status === 'gone',
    },
    { title: common('remove'), icon: <DeleteRegular />, onSelect: () => remove(hook), disabled: pending },
  ]
}
