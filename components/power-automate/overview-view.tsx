'use client'

import { ToolbarButton } from '@fluentui/react-components'
import { ConnectedRegular } from '@fluentui/react-icons'
import dynamic from 'next/dynamic'
import useSWR from 'swr'
import { useTranslations } from 'use-intl/react'
import { useAccess } from '#components/access.tsx'
import type { ApiProblem } from '#components/api.ts'
import type { Deployment } from '#components/destinations/set-up-pane.tsx'
import { ProblemBar } from '#components/page/problem-bar.tsx'
import { usePane } from '#components/page/use-pane.ts'
import { Numbers } from '#components/power-automate/numbers.tsx'
import { PowerAutomatePage } from '#components/power-automate/power-automate-page.tsx'
import { TriggerTable } from '#components/power-automate/trigger-table.tsx'
import { TroubleBars } from '#components/power-automate/trouble-bars.tsx'
import { usePaths } from '#components/power-automate/use-paths.ts'
import type { Page } from '#components/use-pages.ts'
import type { DeliverySummary } from '#lib/deliveries/summary.ts'
import type { DestinationInfo } from '#lib/destinations/destinations.ts'
import type { HookView } from '#lib/subscriptions/view.ts'

const SetUpPane = dynamic(() => import('#components/destinations/set-up-pane.tsx').then(m => m.SetUpPane))

export function OverviewView({ deployment }: { deployment: Deployment }) {
  const t = useTranslations('powerAutomate')
  const { can } = useAccess()
  const paths = usePaths()
  const { pane, open, close } = usePane('set-up', 'connect')
  const { data: destinations = [] } = useSWR<DestinationInfo[]>(paths.destinations)
  const { data: hooks } = useSWR<Page<HookView>>(paths.allHooks)
  const { data: summary, error } = useSWR<DeliverySummary, ApiProblem>(paths.summary)
  const [first] = destinations
  const connect = () => (first ? open('connect', first.destinationId) : open('set-up', 'power-automate'))
  const commands = can('destinations.write') && (
    <ToolbarButton icon={<ConnectedRegular />} onClick={connect}>
      {t('connectFlow')}
    </ToolbarButton>
  )
  return (
    <PowerAutomatePage selected="overview" commands={commands}>
      <ProblemBar problem={error} />
      <TroubleBars isSetUp={first !== undefined} hooks={hooks?.value ?? []} failed={summary?.failed ?? 0} />
      {summary && <Numbers summary={summary} />}
      <TriggerTable hooks={hooks?.value ?? []} lastFired={summary?.lastFired ?? {}} />
      {pane && (
        <SetUpPane
          deployment={deployment}
          destination={destinations.find(({ destinationId }) => destinationId === pane.value)}
          onConnected={id => open('connect', id)}
          onClose={close}
        />
      )}
    </PowerAutomatePage>
  )
}
