'use client'

import { Button } from '@fluentui/react-components'
import { DismissRegular, SendRegular } from '@fluentui/react-icons'
import dynamic from 'next/dynamic'
import { useSearchParams } from 'next/navigation'
import { useState } from 'react'
import { useFormatter, useTranslations } from 'use-intl/react'
import { useAccess } from '#components/access.tsx'
import { EmptyState } from '#components/page/empty-state.tsx'
import { More } from '#components/page/more.tsx'
import { ProblemBar } from '#components/page/problem-bar.tsx'
import { FilterBar, QueryFilter } from '#components/page/query-filter.tsx'
import { usePane } from '#components/page/use-pane.ts'
import { DeliveryTable } from '#components/power-automate/delivery-table.tsx'
import { NothingLikeThat } from '#components/power-automate/nothing-like-that.tsx'
import { PAGES } from '#components/power-automate/paths.ts'
import { PowerAutomatePage } from '#components/power-automate/power-automate-page.tsx'
import { useReplays } from '#components/power-automate/replays/use-replays.tsx'
import { usePaths } from '#components/power-automate/use-paths.ts'
import { usePages } from '#components/use-pages.ts'
import { useVisit } from '#components/use-visit.ts'
import type { DeliveryFilter } from '#lib/deliveries/filter.ts'
import type { DeliveryView } from '#lib/deliveries/view.ts'
import { triggerNames } from '#lib/triggers/catalogue.ts'

const DeliveryDetails = dynamic(() =>
  import('#components/power-automate/delivery-details.tsx').then(m => m.DeliveryDetails),
)

const FILTERS = ['status', 'type', 'hookId', 'eventId', 'from', 'to'] as const
const STATUSES = ['pending', 'sending', 'delivered', 'retrying', 'failed', 'cancelled'] as const

export function DeliveriesView() {
  const t = useTranslations('powerAutomate')
  const common = useTranslations('common')
  const query = useSearchParams()
  const filter = Object.fromEntries(
    FILTERS.map(name => [name, query.get(name)]).filter(([, value]) => value),
  ) as DeliveryFilter
  const isFiltered = Object.keys(filter).length > 0
  const { rows = [], problem, more, loadMore, loadingMore } = usePages<DeliveryView>(usePaths().deliveries(filter))
  const { pane, href, close } = usePane('delivery')
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const { can } = useAccess()
  const { commands, underWay, dialogs } = useReplays({
    filter,
    isEmpty: rows.length === 0,
    selected,
    onStarted: () => setSelected(new Set()),
  })

  return (
    <PowerAutomatePage selected="deliveries" commands={commands}>
      {underWay}
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
          <OnlyOf filter={filter} />
        </FilterBar>
      )}
      <ProblemBar problem={problem} />
      <DeliveryTable
        deliveries={rows}
        href={id => href('delivery', id)}
        selection={can('deliveries.replay') ? { selected, onChange: setSelected } : undefined}
      />
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
      {dialogs}
    </PowerAutomatePage>
  )
}

/** Says what else the address filters by; pressing it shows the others again. */
function OnlyOf({ filter: { hookId, eventId, from, to } }: { filter: DeliveryFilter }) {
  const t = useTranslations('powerAutomate')
  const format = useFormatter()
  const query = useSearchParams()
  const visit = useVisit()
  const time = (at: string) =>
    Number.isNaN(Date.parse(at)) ? at : format.dateTime(new Date(at), { dateStyle: 'medium', timeStyle: 'medium' })
  const dismiss = (name: string) => {
    const next = new URLSearchParams(query)
    next.delete(name)
    visit(`?${next}`)
  }
  const parts = [
    { name: 'hookId', text: hookId && t('ofOneSubscription') },
    { name: 'eventId', text: eventId && t('ofOneEvent') },
    { name: 'from', text: from && t('from', { time: time(from) }) },
    { name: 'to', text: to && t('to', { time: time(to) }) },
  ]
  return parts.map(
    ({ name, text }) =>
      text && (
        <Button key={name} icon={<DismissRegular />} iconPosition="after" onClick={() => dismiss(name)}>
          {text}
        </Button>
      ),
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
