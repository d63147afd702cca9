'use client'

import { useFormatter, useTranslations } from 'use-intl/react'
import { type Column, DataTable } from '#components/page/data-table.tsx'
import type { Selection } from '#components/page/row-selection.tsx'
import { ExactTime } from '#components/page/time.tsx'
import { DeliveryStatus, EventName } from '#components/power-automate/delivery-status.tsx'
import type { DeliveryView } from '#lib/deliveries/view.ts'
import type { Trigger } from '#lib/triggers/catalogue.ts'

type Props = {
  deliveries: DeliveryView[]
  href: (deliveryId: string) => string
  /** Absent for those who may not replay. */
  selection: Omit<Selection<DeliveryView>, 'name'> | undefined
}

export function DeliveryTable({ deliveries, href, selection }: Props) {
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
  const nameOf = ({ eventType, subject, createdAt }: DeliveryView) =>
    [
      t(`triggerName.${eventType as Trigger}`),
      subject,
      format.dateTime(new Date(createdAt), { dateStyle: 'medium', timeStyle: 'medium' }),
    ]
      .filter(Boolean)
      .join(', ')
  return (
    <DataTable
      label={t('deliveries')}
      columns={columns}
      rows={deliveries}
      rowKey={({ id }) => id}
      href={({ id }) => href(id)}
      selection={selection && { ...selection, name: nameOf }}
    />
  )
}
