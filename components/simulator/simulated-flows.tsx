'use client'

import { Body1, Button, makeStyles, Subtitle1, tokens } from '@fluentui/react-components'
import { BeakerRegular } from '@fluentui/react-icons'
import dynamic from 'next/dynamic'
import useSWR from 'swr'
import { useTranslations } from 'use-intl/react'
import { useAccess } from '#components/access.tsx'
import type { ApiProblem } from '#components/api.ts'
import { DataTable } from '#components/page/data-table.tsx'
import { EmptyState } from '#components/page/empty-state.tsx'
import { ProblemBar } from '#components/page/problem-bar.tsx'
import { RelativeTime } from '#components/page/time.tsx'
import { usePane } from '#components/page/use-pane.ts'
import { SubscriptionStatus } from '#components/power-automate/subscription-status.tsx'
import { usePaths } from '#components/power-automate/use-paths.ts'
import type { SimulatedFlowView } from '#lib/simulator/flows.ts'
import type { Trigger } from '#lib/triggers/catalogue.ts'

const SimulatePane = dynamic(() => import('#components/simulator/simulate-pane.tsx').then(m => m.SimulatePane))
const SimulatedFlowDetails = dynamic(() =>
  import('#components/simulator/simulated-flow-details.tsx').then(m => m.SimulatedFlowDetails),
)

const useStyles = makeStyles({
  section: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: tokens.spacingHorizontalM,
  },
  title: { margin: 0 },
})

/** Flows of the simulator, below the subscriptions that they are among. */
export function SimulatedFlows() {
  const styles = useStyles()
  const t = useTranslations('simulator')
  const { can } = useAccess()
  const { pane, href, open, close } = usePane('simulate', 'flow')
  const { data: flows, error } = useSWR<SimulatedFlowView[], ApiProblem>(usePaths().simulatedFlows)
  const simulate = can('hooks.write') && (
    <Button icon={<BeakerRegular />} onClick={() => open('simulate')}>
      {t('simulate')}
    </Button>
  )
  return (
    <section className={styles.section} aria-labelledby="simulated-flows">
      <div className={styles.head}>
        <Subtitle1 as="h2" id="simulated-flows" className={styles.title}>
          {t('title')}
        </Subtitle1>
        {flows && flows.length > 0 && simulate}
      </div>
      <Body1>{t('text')}</Body1>
      <ProblemBar problem={error} />
      {flows?.length === 0 && (
        <EmptyState icon={<BeakerRegular />} title={t('noneTitle')} action={simulate}>
          {t('none')}
        </EmptyState>
      )}
      {flows && flows.length > 0 && <FlowTable flows={flows} href={id => href('flow', id)} />}
      {pane?.name === 'simulate' && <SimulatePane onMade={id => open('flow', id)} onClose={close} />}
      {pane?.name === 'flow' && <SimulatedFlowDetails key={pane.value} flowId={pane.value} onClose={close} />}
    </section>
  )
}

function FlowTable({ flows, href }: { flows: SimulatedFlowView[]; href: (flowId: string) => string }) {
  const t = useTranslations('simulator')
  const words = useTranslations('powerAutomate')
  const common = useTranslations('common')
  const name = ({ hooks: [hook] }: SimulatedFlowView) =>
    hook ? words(`triggerName.${hook.trigger as Trigger}`) : t('flow')
  return (
    <DataTable
      label={t('title')}
      rows={flows}
      rowKey={({ flowId }) => flowId}
      href={({ flowId }) => href(flowId)}
      columns={[
        { key: 'trigger', title: words('trigger'), cell: name },
        { key: 'behaviour', title: t('behaviour'), cell: ({ behaviour }) => t(`behaves.${behaviour}`) },
        {
          key: 'subscription',
          title: t('subscription'),
          cell: ({ hooks: [hook] }) => (hook ? <SubscriptionStatus hook={hook} /> : t('notSubscribed')),
        },
        {
          key: 'last',
          title: t('lastCall'),
          cell: ({ lastCallAt }) => (lastCallAt ? <RelativeTime at={lastCallAt} /> : common('never')),
        },
      ]}
    />
  )
}
