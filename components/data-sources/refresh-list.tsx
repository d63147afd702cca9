'use client'

import { Body1, Link } from '@fluentui/react-components'
import useSWR from 'swr'
import { useFormatter, useTranslations } from 'use-intl/react'
import { useDuration } from '#components/insights/duration.ts'
import { InsightStatus } from '#components/insights/status.tsx'
import { usePaths } from '#components/insights/use-paths.ts'
import { type Column, DataTable } from '#components/page/data-table.tsx'
import { Loading } from '#components/page/loading.tsx'
import { RelativeTime } from '#components/page/time.tsx'
import type { RefreshView } from '#lib/insights/data-sources/refreshes.ts'

/** How the last refreshes of a data source went. */
export function RefreshList({ dataSourceId }: { dataSourceId: string }) {
  const t = useTranslations('dataSources')
  const { data: refreshes } = useSWR<RefreshView[]>(usePaths().refreshes(dataSourceId))
  const columns = useColumns()
  if (!refreshes) return <Loading />
  if (refreshes.length === 0) return <Body1>{t('noRecent')}</Body1>
  return <DataTable label={t('recent')} columns={columns} rows={refreshes} rowKey={({ id }) => id} />
}

function useColumns(): Column<RefreshView>[] {
  const insights = useTranslations('insights')
  const common = useTranslations('common')
  const system = useTranslations('system')
  const format = useFormatter()
  const duration = useDuration()
  return [
    {
      key: 'status',
      title: common('status'),
      cell: ({ status, jobId }) =>
        jobId ? (
          <Link href={`/admin/system?job=${jobId}`}>
            <InsightStatus status={status} />
          </Link>
        ) : (
          <InsightStatus status={status} />
        ),
    },
    { key: 'rows', title: insights('rows'), numeric: true, cell: ({ rows }) => rows !== null && format.number(rows) },
    {
      key: 'duration',
      title: system('duration'),
      numeric: true,
      cell: ({ startedAt, endedAt }) => startedAt && endedAt && duration(startedAt, endedAt),
    },
    { key: 'ended', title: system('ended'), cell: ({ endedAt }) => endedAt && <RelativeTime at={endedAt} /> },
  ]
}
