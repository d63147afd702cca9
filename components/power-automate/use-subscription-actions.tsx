'use client'

import { DeleteRegular, PauseRegular, PersonSwapRegular, PlayRegular, SendRegular } from '@fluentui/react-icons'
import dynamic from 'next/dynamic'
import { type ReactNode, useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { useAccess } from '#components/access.tsx'
import { send } from '#components/api.ts'
import { useConfirm } from '#components/page/confirm.tsx'
import type { RowAction } from '#components/page/row-menu.tsx'
import { usePaths } from '#components/power-automate/use-paths.ts'
import { useWrite } from '#components/use-write.ts'
import type { KeptView } from '#lib/subscriptions/kept.ts'
import type { HookView } from '#lib/subscriptions/view.ts'

const HandOverDialog = dynamic(() =>
  import('#components/power-automate/hand-over-dialog.tsx').then(m => m.HandOverDialog),
)
const ResumeDialog = dynamic(() => import('#components/power-automate/resume-dialog.tsx').then(m => m.ResumeDialog))

type Actions = {
  /** What can be done with a subscription, or false for those who may only look. */
  actions: false | ((hook: HookView) => RowAction[])
  /** Where one of them asks something; to be rendered. */
  dialog: ReactNode
}

/** @param onRemoving before one is removed */
export function useSubscriptionActions(onRemoving?: () => void): Actions {
  const t = useTranslations('powerAutomate')
  const care = useTranslations('subscriptionCare')
  const common = useTranslations('common')
  const { can } = useAccess()
  const paths = usePaths()
  const confirm = useConfirm()
  const { write, pending } = useWrite('toast')
  const [asked, setAsked] = useState<{ about: 'resume' | 'owner'; hook: HookView }>()
  const changes = [paths.hooks, paths.allDeliveries]
  const close = () => setAsked(undefined)

  const pause = (hook: HookView) =>
    write(() => send('PATCH', paths.hook(hook.id), { status: 'paused' }), { done: t('paused'), changes })
  const resume = async (hook: HookView) => {
    const found = await write(() => send<KeptView>('GET', paths.kept(hook.id)), { changes: [] })
    if (!found.ok) return
    if (found.answer.kept > 0) return setAsked({ about: 'resume', hook })
    await write(() => send('PATCH', paths.hook(hook.id), { status: 'active' }), { done: t('resumed'), changes })
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

  const actions = (hook: HookView): RowAction[] => {
    const isOwnerless = hook.statusReasonCode === 'ownerGone'
    const command = (title: string, icon: RowAction['icon'], onSelect: () => void, isOff = false) => ({
      title,
      icon,
      onSelect,
      disabled: pending || isOff,
    })
    const canResume = hook.status === 'paused' ? !isOwnerless : hook.statusReasonCode === 'circuitOpen'
    const handOver = can('hooks.manage')
      ? [command(care('handOverMore'), <PersonSwapRegular />, () => setAsked({ about: 'owner', hook }))]
      : []
    return [
      // First where it is the remedy.
      ...(isOwnerless ? handOver : []),
      ...(canResume ? [command(t('resume'), <PlayRegular />, () => resume(hook))] : []),
      ...(hook.status === 'paused'
        ? []
        : [command(t('pause'), <PauseRegular />, () => pause(hook), hook.status === 'gone')]),
      command(t('sendTest'), <SendRegular />, () => test(hook), hook.status === 'paused' || hook.status === 'gone'),
      ...(isOwnerless ? [] : handOver),
      command(common('remove'), <DeleteRegular />, () => remove(hook)),
    ]
  }
  const dialog =
    asked &&
    (asked.about === 'resume' ? (
      <ResumeDialog hook={asked.hook} onClose={close} />
    ) : (
      <HandOverDialog hook={asked.hook} onClose={close} />
    ))
  return { actions: can('hooks.write') && actions, dialog }
}
