'use client'

import { Button } from '@fluentui/react-components'
import { DismissRegular, PauseRegular, PlayRegular } from '@fluentui/react-icons'
import { useTranslations } from 'use-intl/react'
import { useAccess } from '#components/access.tsx'
import { send } from '#components/api.ts'
import { usePaths } from '#components/power-automate/use-paths.ts'
import { useWrite } from '#components/use-write.ts'
import type { ReplayView } from '#lib/deliveries/replays/view.ts'

const DONE = { running: 'resuming', paused: 'pausing', cancelled: 'cancelled' } as const

/** What can be done with a replay that has not ended. */
export function ReplayActions({ replay: { id, status } }: { replay: ReplayView }) {
  const t = useTranslations('replays')
  const { can } = useAccess()
  const paths = usePaths()
  const { write, pending } = useWrite('toast')
  const set = (status: keyof typeof DONE) =>
    write(() => send('PATCH', paths.replay(id), { status }), { done: t(DONE[status]), changes: [paths.replays] })
  if (!can('deliveries.replay')) return null
  const isPaused = status === 'paused'
  return (
    <span>
      <Button
        appearance="subtle"
        icon={isPaused ? <PlayRegular /> : <PauseRegular />}
        disabledFocusable={pending}
        onClick={() => set(isPaused ? 'running' : 'paused')}
      >
        {t(isPaused ? 'resume' : 'pause')}
      </Button>
      <Button
        appearance="subtle"
        icon={<DismissRegular />}
        disabledFocusable={pending}
        onClick={() => set('cancelled')}
      >
        {t('cancel')}
      </Button>
    </span>
  )
}
