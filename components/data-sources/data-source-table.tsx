'use client'

import { makeStyles } from '@fluentui/react-components'
import { useFormatter, useTranslations } from 'use-intl/react'
import { SourceStatus } from '#components/data-sources/source-status.tsx'
import { useSourceCommands } from '#components/data-sources/use-source-commands.tsx'
import { useSorted } from '#components/insights/use-sorted.ts'
import { type Column, DataTable } from '#components/page/data-table.tsx'
import { RowMenu } from '#components/page/row-menu.tsx'
import type { Selection } from '#components/page/row-selection.tsx'
import { RelativeTime } from '#components/page/time.tsx'
import type { DataSourceView } from '#lib/insights/data-sources/view.ts'

const useStyles = makeStyles({
  // The whole of it is in the details.
  error: { display: '-webkit-box', WebkitLineClamp: 2, WebkitBoxOrient: 'vertical', overflow: 'hidden' },
})

type Props = {
  sources: DataSourceView[]
  /** Absent for those who may only look. */
  selection?: Pick<Selection<DataSourceView>, 'selected' | 'onChange'>
  href: (dataSourceId: string) => string
  onEdit: (dataSourceId: string) => void
}

export function DataSourceTable({ sources, selection, href, onEdit }: Props) {
  const t = useTranslations('dataSources')
  const commands = useSourceCommands()
  return (
    <DataTable
      label={t('title')}
      columns={useColumns()}
      rows={useSorted(sources, nameOf)}
      rowKey={({ dataSourceId }) => dataSourceId}
      href={({ dataSourceId }) => href(dataSourceId)}
      selection={selection && { ...selection, name: nameOf }}
      actions={
        selection &&
        (source => (
          <RowMenu
            name={source.friendlyName}
            actions={commands(source, { onEdit: () => onEdit(source.dataSourceId) })}
          />
        ))
      }
    />
  )
}

const nameOf = ({ friendlyName }: DataSourceView) => friendlyName

function useColumns(): Column<DataSourceView>[] {
  const styles = useStyles()
  const t = useTranslations('dataSources')
  const insights = useTranslations('insights')
  const common = useTranslations('common')
  const format = useFormatter()
  return [
    { key: 'name', title: common('name'), cell: ({ friendlyName }) => friendlyName },
    { key: 'kind', title: insights('kind'), cell: ({ kind }) => t(`kinds.${kind}`) },
    { key: 'entity', title: insights('entity'), cell: ({ entityName }) => entityName },
    { key: 'status', title: common('status'), cell: source => <SourceStatus source={source} /> },
    {
      key: 'rows',
      title: insights('rows'),
      numeric: true,
      cell: ({ rows }) => rows !== null && format.number(rows),
    },
    {
      key: 'refreshed',
      title: insights('lastRefreshed'),
      cell: ({ lastRefresh }) => (lastRefresh ? <RelativeTime at={lastRefresh} /> : common('never')),
    },
    {
      key: 'error',
      title: insights('error'),
      cell: ({ error }) => error && <span className={styles.error}>{error}</span>,
    },
  ]
}
