'use client'

import { Button, makeStyles, tokens } from '@fluentui/react-components'
import {
  ConnectedRegular,
  DeleteRegular,
  PlugConnectedRegular,
  RenameRegular,
  SettingsRegular,
} from '@fluentui/react-icons'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import useSWR from 'swr'
import { useTranslations } from 'use-intl/react'
import { useAccess } from '#components/access.tsx'
import { DestinationIcon } from '#components/destinations/destination-icon.tsx'
import { useRemoval } from '#components/destinations/use-removal.ts'
import { DataTable } from '#components/page/data-table.tsx'
import { EmptyState } from '#components/page/empty-state.tsx'
import { RowMenu } from '#components/page/row-menu.tsx'
import { StatusBadge } from '#components/page/status-badge.tsx'
import { RelativeTime } from '#components/page/time.tsx'
import { DESTINATIONS, PAGES } from '#components/power-automate/paths.ts'
import { usePaths } from '#components/power-automate/use-paths.ts'
import type { Page } from '#components/use-pages.ts'
import { useVisit } from '#components/use-visit.ts'
import type { DestinationInfo } from '#lib/destinations/destinations.ts'
import type { HookView } from '#lib/subscriptions/view.ts'

const RenameDialog = dynamic(() => import('#components/destinations/rename-dialog.tsx').then(m => m.RenameDialog))

const useStyles = makeStyles({
  type: { display: 'inline-flex', alignItems: 'center', gap: tokens.spacingHorizontalS },
})

type Props = { destinations: DestinationInfo[]; onConnect: (destinationId: string) => void }

/** What is set up in the environment. */
export function MyDestinations({ destinations, onConnect }: Props) {
  const styles = useStyles()
  const t = useTranslations('destinations')
  const common = useTranslations('common')
  const { can } = useAccess()
  const visit = useVisit()
  const paths = usePaths()
  const { data: hooks } = useSWR<Page<HookView>>(paths.allHooks)
  const remove = useRemoval(hooks?.value.length ?? 0)
  const [renaming, setRenaming] = useState<DestinationInfo>()

  if (destinations.length === 0) {
    return (
      <EmptyState
        icon={<PlugConnectedRegular />}
        title={t('nothingTitle')}
        action={
          <Button as="a" href={DESTINATIONS}>
            {t('discover')}
          </Button>
        }
      >
        {t('nothing')}
      </EmptyState>
    )
  }
  const actions = (row: DestinationInfo) => [
    {
      title: t('manage'),
      icon: <SettingsRegular />,
      onSelect: () => visit(PAGES.overview),
    },
    ...(can('destinations.write')
      ? [
          { title: t('steps'), icon: <ConnectedRegular />, onSelect: () => onConnect(row.destinationId) },
          { title: common('rename'), icon: <RenameRegular />, onSelect: () => setRenaming(row) },
          { title: common('remove'), icon: <DeleteRegular />, onSelect: () => remove(row) },
        ]
      : []),
  ]
  return (
    <>
      <DataTable
        label={t('mineLabel')}
        rows={destinations}
        rowKey={row => row.destinationId}
        href={() => PAGES.overview}
        columns={[
          { key: 'name', title: common('displayName'), cell: row => row.displayName },
          {
            key: 'type',
            title: common('type'),
            cell: () => (
              <span className={styles.type}>
                <DestinationIcon small />
                {t('powerAutomate')}
              </span>
            ),
          },
          { key: 'status', title: common('status'), cell: () => <Status hooks={hooks?.value ?? []} /> },
          {
            key: 'created',
            title: common('created'),
            cell: row => (
              <span title={t('agreedBy', { person: row.consentedBy })}>
                <RelativeTime at={row.createdAt} />
              </span>
            ),
          },
        ]}
        actions={row => <RowMenu name={row.displayName} actions={actions(row)} />}
      />
      {renaming && <RenameDialog destination={renaming} onClose={() => setRenaming(undefined)} />}
    </>
  )
}

function Status({ hooks }: { hooks: HookView[] }) {
  const t = useTranslations('destinations')
  const troubled = hooks.filter(({ status }) => status !== 'active').length
  if (hooks.length === 0) return <StatusBadge tone="waiting">{t('waiting')}</StatusBadge>
  if (troubled > 0) return <StatusBadge tone="warning">{t('troubled', { count: troubled })}</StatusBadge>
  return <StatusBadge tone="success">{t('listening', { count: hooks.length })}</StatusBadge>
}
