'use client'

import { PlugDisconnectedRegular } from '@fluentui/react-icons'
import dynamic from 'next/dynamic'
import { useSearchParams } from 'next/navigation'
import { useTranslations } from 'use-intl/react'
import { EmptyState } from '#components/page/empty-state.tsx'
import { More } from '#components/page/more.tsx'
import { ProblemBar } from '#components/page/problem-bar.tsx'
import { FilterBar, QueryFilter } from '#components/page/query-filter.tsx'
import { usePane } from '#components/page/use-pane.ts'
import { GoneBar } from '#components/power-automate/gone-bar.tsx'
import { NothingLikeThat } from '#components/power-automate/nothing-like-that.tsx'
import { PAGES } from '#components/power-automate/paths.ts'
import { PowerAutomatePage } from '#components/power-automate/power-automate-page.tsx'
import { SubscriptionTable } from '#components/power-automate/subscription-table.tsx'
import { usePaths } from '#components/power-automate/use-paths.ts'
import { useSubscriptionActions } from '#components/power-automate/use-subscription-actions.tsx'
import { SimulatedFlows } from '#components/simulator/simulated-flows.tsx'
import { usePages } from '#components/use-pages.ts'
import type { HookView } from '#lib/subscriptions/view.ts'
import { triggerNames } from '#lib/triggers/catalogue.ts'

const SubscriptionDetails = dynamic(() =>
  import('#components/power-automate/subscription-details.tsx').then(m => m.SubscriptionDetails),
)

const STATUSES = ['active', 'failing', 'paused', 'gone'] as const

/** @param hasSimulator whether flows can be simulated here. */
export function SubscriptionsView({ hasSimulator }: { hasSimulator: boolean }) {
  const t = useTranslations('powerAutomate')
  const common = useTranslations('common')
  const silence = useTranslations('silence')
  const query = useSearchParams()
  const filter = { trigger: query.get('trigger'), status: query.get('status'), cannotFire: query.get('cannotFire') }
  const isFiltered = Object.values(filter).some(Boolean)
  const { rows = [], problem, more, loadMore, loadingMore } = usePages<HookView>(usePaths().filteredHooks(filter))
  const { pane, href, close } = usePane('subscription')
  const { actions, dialog } = useSubscriptionActions()

  return (
    <PowerAutomatePage selected="subscriptions">
      {(rows.length > 0 || isFiltered) && (
        <FilterBar>
          <QueryFilter
            name="trigger"
            label={t('trigger')}
            options={triggerNames.map(value => ({ value, title: t(`triggerName.${value}`) }))}
          />
          <QueryFilter
            name="status"
            label={common('status')}
            options={STATUSES.map(value => ({ value, title: t(`hookStatus.${value}`) }))}
          />
          <QueryFilter
            name="cannotFire"
            label={silence('filter')}
            options={[{ value: 'true', title: silence('cannotFire') }]}
          />
        </FilterBar>
      )}
      <ProblemBar problem={problem} />
      <GoneBar hooks={rows} />
      <SubscriptionTable hooks={rows} href={id => href('subscription', id)} actions={actions} />
      {rows.length === 0 && !problem && (isFiltered ? <NothingLikeThat page={PAGES.subscriptions} /> : <Nothing />)}
      <More more={more} loading={loadingMore} onMore={loadMore} />
      {hasSimulator && <SimulatedFlows />}
      {pane && (
        <SubscriptionDetails
          key={pane.value}
          hookId={pane.value}
          listed={rows.find(({ id }) => id === pane.value)}
          onClose={close}
        />
      )}
      {dialog}
    </PowerAutomatePage>
  )
}

function Nothing() {
  const t = useTranslations('powerAutomate')
  return (
    <EmptyState icon={<PlugDisconnectedRegular />} title={t('noSubscriptionsTitle')}>
      {t('noSubscriptions')}
    </EmptyState>
  )
}
