'use client'

import { useTranslations } from 'use-intl/react'
import { send } from '#components/api.ts'
import { useConfirm } from '#components/page/confirm.tsx'
import { usePaths } from '#components/power-automate/use-paths.ts'
import { useWrite } from '#components/use-write.ts'
import type { DestinationInfo } from '#lib/destinations/destinations.ts'

/** Removes a destination once its consequence was read. @param subscriptions how many go on without it */
export function useRemoval(subscriptions: number) {
  const t = useTranslations('destinations')
  const common = useTranslations('common')
  const paths = usePaths()
  const confirm = useConfirm()
  const { write } = useWrite('toast')
  return async ({ destinationId, displayName: name, consentedBy: person }: DestinationInfo) => {
    const sure = await confirm({
      title: t('removeTitle', { name }),
      consequence: t('removeConsequence', { count: subscriptions, person }),
      action: common('remove'),
    })
    if (!sure) return
    const call = () => send('DELETE', paths.destination(destinationId))
    await write(call, { done: t('removed', { name }), changes: [paths.destinations] })
  }
}
