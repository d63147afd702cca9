'use client'

import useSWR from 'swr'
import { useTranslations } from 'use-intl/react'
import { NoCards } from '#components/home/cards.tsx'
import { Section } from '#components/home/section.tsx'
import { usePaths } from '#components/home/use-paths.ts'
import { DataTable } from '#components/page/data-table.tsx'
import { RelativeTime } from '#components/page/time.tsx'
import { DeliveryStatus, EventName } from '#components/power-automate/delivery-status.tsx'
import { PAGES } from '#components/power-automate/paths.ts'
import type { Page } from '#components/use-pages.ts'
import type { DeliveryView } from '#lib/deliveries/view.ts'

export function LatestDeliveries() {
  const t = useTranslations('home')
  const power = useTranslations('powerAutomate')
  const common = useTranslations('common')
  const { data: { value: deliveries } = { value: [] } } = useSWR<Page<DeliveryView>>(usePaths().latest)
  return (
    <Section title={t('latestDeliveries')} all={{ title: t('allDeliveries'), href: PAGES.deliveries }}>
      {deliveries.length === 0 ? (
        <NoCards>{t('noDeliveries')}</NoCards>
      ) : (
        <DataTable
          label={t('latestDeliveries')}
          rows={deliveries}
          rowKey={({ id }) => id}
          href={({ id }) => `${PAGES.deliveries}?delivery=${id}`}
          columns={[
            { key: 'event', title: power('event'), cell: delivery => <EventName delivery={delivery} /> },
            { key: 'host', title: power('callbackHost'), cell: ({ callbackHost }) => callbackHost },
            { key: 'status', title: common('status'), cell: ({ status }) => <DeliveryStatus status={status} /> },
            { key: 'time', title: power('time'), cell: ({ createdAt }) => <RelativeTime at={createdAt} /> },
          ]}
        />
      )}
    </Section>
  )
}
