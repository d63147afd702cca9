'use client'

import { Button } from '@fluentui/react-components'
import { DismissRegular, SendRegular } from '@fluentui/react-icons'
import dynamic from 'next/dynamic'
import { useSearchParams } from 'next/navigation'
import { useTranslations } from 'use-intl/react'
import { EmptyState } from '#components/page/empty-state.tsx'
import { More } from '#components/page/more.tsx'
import { ProblemBar } from '#components/page/problem-bar.tsx'
import { FilterBar, QueryFilter } from '#components/page/query-filter.tsx'
import { usePane } from '#components/page/use-pane.ts'
import { DeliveryTable } from '#components/power-automate/delivery-table.tsx'
import { NothingLikeThat } from '#components/power-automate/nothing-like-that.tsx'
import { PAGES } from '#components/power-automate/paths.ts'
import { PowerAutomatePage } from '#components/power-automate/power-automate-page.tsx'
import { usePaths } from '#components/power-automate/use-paths.ts'
import { usePages } from '#components/use-pages.ts'
import { useVisit } from '#components/use-visit.ts'
import type { DeliveryView } from '#lib/deliveries/view.ts'
import { triggerNames } from '#lib/triggers/catalogue.ts'

const DeliveryDetails = dynamic(() =>
  import('#components/power-automate/delivery-details.tsx').then(m => m.DeliveryDetails),
)

const STATUSES = ['pending', 'sending', 'delivered', 'retrying', 'failed', 'cancelled'] as const

export function DeliveriesView() {
  const t = useTranslations('powerAutomate')
  const common = useTranslations('common')
  const query = useSearchParams()
  const filter = { status: query.get('status'), type: query.get('type'), hookId: query.get('hookId') }
  const isFiltered = Object.values(filter).some(Boolean)
  const { rows = [], problem, more, loadMore, loadingMore } = usePages<DeliveryView>(usePaths().deliveries(filter))
  const { pane, href, close } = usePane('delivery')

  return (
    <PowerAutomatePage selected="deliveries">
      {(rows.length > 0 || isFiltered) && (
        <FilterBar>
          <QueryFilter
            name="status"
            label={common('status')}
            options={STATUSES.map(value => ({ value, title: t(`deliveryStatus.${value}`) }))}
          />
          <QueryFilter
            name="type"
            label={t('trigger')}
            options={triggerNames.map(value => ({ value, title: t(`triggerName.${value}`) }))}
          />
          {filter.hookId && <OneSubscription />}
        </FilterBar>
      )}
      <ProblemBar problem={problem} />
      <DeliveryTable deliveries={rows} href={id => href('delivery', id)} />
      {rows.length === 0 && !problem && (isFiltered ? <NothingLikeThat page={PAGES.deliveries} /> : <Nothing />)}
      <More more={more} loading={loadingMore} onMore={loadMore} />
      {pane && (
        <DeliveryDetails
          key={pane.value}
          deliveryId={pane.value}
          listed={rows.find(({ id }) => id === pane.value)}
          onClose={close}
        />
      )}
    </PowerAutomatePage>
  )
}

/** Says that only one subscription's deliveries are shown; pressing it shows everybody's again. */
function OneSubscription() {
  const t = useTranslations('powerAutomate')
  const query = useSearchParams()
  const visit = useVisit()
  const dismiss = () => {
    const next = new URLSearchParams(query)
    next.delete('hookId')
    visit(`?${next}`)
  }
  return (
    <Button icon={<DismissRegular />} iconPosition="after" onClick={dismiss}>
      {t('ofOneSubscription')}
    </Button>
  )
}

function Nothing() {
  const t = useTranslations('powerAutomate')
  return (
    <EmptyState icon={<SendRegular />} title={t('noDeliveriesTitle')}>
      {t('noDeliveries')}
    </EmptyState>
  )
}
