'use client'

import { useTranslations } from 'use-intl/react'
import { DataTable } from '#components/page/data-table.tsx'
import { type RowAction, RowMenu } from '#components/page/row-menu.tsx'
import { StatusBadge } from '#components/page/status-badge.tsx'
import type { Member } from '#lib/instances/member.ts'

const TONES = { active: 'success', invited: 'waiting', disabled: 'skipped' } as const

type Props = { members: Member[]; actions: (member: Member) => RowAction[] }

export function PeopleTable({ members, actions }: Props) {
  const t = useTranslations('permissions')
  const common = useTranslations('common')
  const role = useTranslations('frame.role')
  return (
    <DataTable
      label={t('people')}
      rows={members}
      rowKey={member => member.personId}
      columns={[
        { key: 'name', title: common('name'), cell: member => member.name },
        { key: 'email', title: t('email'), cell: member => member.email },
        {
          key: 'role',
          title: t('role'),
          cell: member => (member.isDeploymentAdministrator ? t('deploymentAdministrator') : role(member.role)),
        },
        {
          key: 'state',
          title: common('status'),
          cell: ({ state }) => <StatusBadge tone={TONES[state]}>{t(`state.${state}`)}</StatusBadge>,
        },
      ]}
      actions={member => {
        const possible = actions(member)
        return possible.length > 0 ? <RowMenu name={member.name} actions={possible} /> : null
      }}
    />
  )
}
