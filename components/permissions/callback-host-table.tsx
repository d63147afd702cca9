'use client'

import { useTranslations } from 'use-intl/react'
import { DataTable } from '#components/page/data-table.tsx'
import { type RowAction, RowMenu } from '#components/page/row-menu.tsx'
import { RelativeTime } from '#components/page/time.tsx'
import type { CallbackHostView } from '#lib/callback-hosts/hosts.ts'

type Props = { hosts: CallbackHostView[]; actions: (host: CallbackHostView) => RowAction[] }

/** What the operator has set cannot be removed here, and has no menu. */
export function CallbackHostTable({ hosts, actions }: Props) {
  const t = useTranslations('callbackHosts')
  const common = useTranslations('common')
  return (
    <DataTable
      label={t('title')}
      rows={hosts}
      rowKey={({ host }) => host}
      columns={[
        { key: 'host', title: t('host'), cell: ({ host }) => (host === '*' ? `* (${t('any')})` : host) },
        { key: 'by', title: t('addedBy'), cell: ({ isSetting, addedBy }) => (isSetting ? t('setting') : addedBy) },
        {
          key: 'at',
          title: common('created'),
          cell: ({ addedAt }) => (addedAt ? <RelativeTime at={addedAt} /> : '–'),
        },
        { key: 'used', title: t('subscriptions'), numeric: true, cell: ({ subscriptions }) => subscriptions },
      ]}
      actions={host => (host.isSetting ? null : <RowMenu name={host.host} actions={actions(host)} />)}
    />
  )
}
