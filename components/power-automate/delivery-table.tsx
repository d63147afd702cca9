'use client'

import { useFormatter, useTranslations } from 'use-intl/react'
import { type Column, DataTable } from '#components/page/data-table.tsx'
import { ExactTime } from '#components/page/time.tsx'
import { DeliveryStatus, EventName } from '#components/power-automate/delivery-status.tsx'
import type { DeliveryView } from '#lib/deliveries/view.ts'

type Props = { deliveries: DeliveryView[]; href: (deliveryId: string) => string }

export function DeliveryTable({ deliveries, href }: Props) {
  const t = useTranslations('powerAutomate')
  const common = useTranslations('common')
  const format = useFormatter()
  const columns: Column<DeliveryView>[] = [
    { key: 'time', title: t('time'), cell: ({ createdAt }) => <ExactTime at={createdAt} /> },
    { key: 'event', title: t('event'), cell: delivery => <EventName delivery={delivery} /> },
    { key: 'subscription', title: t('subscription'), cell: ({ callbackHost }) => callbackHost },
    { key: 'status', title: common('status'), cell: ({ status }) => <DeliveryStatus status={status} /> },
    { key: 'answer', title: t('answer'), cell: ({ statusCode, error }) => statusCode ?? error ?? '–' },
    { key: 'attempts', title: t('attempts'), numeric: true, cell: ({ attemptCount }) => format.number(attemptCount) },
  ]
  return (
    <DataTable
      label={t('deliveries')}
      columns={columns}
      rows={deliveries}
      rowKey={({ id }) => id}
      href={({ id }) => href(id)}
    />
  )
}
