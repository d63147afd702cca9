'use client'

import { useTranslations } from 'use-intl/react'
import { DataTable } from '#components/page/data-table.tsx'
import { type RowAction, RowMenu } from '#components/page/row-menu.tsx'
import { RelativeTime } from '#components/page/time.tsx'
import type { KeyInfo } from '#lib/keys/keys.ts'

export function KeyTable({ keys, actions }: { keys: KeyInfo[]; actions: (key: KeyInfo) => RowAction[] }) {
  const t = useTranslations('permissions')
  const common = useTranslations('common')
  const role = useTranslations('frame.role')
  return (
    <DataTable
      label={t('keys')}
      rows={keys}
      rowKey={key => key.keyId}
      columns={[
        { key: 'name', title: t('keyName'), cell: key => key.name },
        { key: 'role', title: t('role'), cell: key => role(key.role) },
        { key: 'prefix', title: t('keyPrefix'), cell: key => <code>{key.keyPrefix}</code> },
        { key: 'created', title: common('created'), cell: key => <RelativeTime at={key.createdAt} /> },
        {
          key: 'used',
          title: t('lastUsed'),
          cell: key => (key.lastUsedAt ? <RelativeTime at={key.lastUsedAt} /> : common('never')),
        },
      ]}
      actions={key => <RowMenu name={key.name} actions={actions(key)} />}
    />
  )
}
