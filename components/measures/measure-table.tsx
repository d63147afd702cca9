'use client'

import useSWR from 'swr'
import { useFormatter, useTranslations } from 'use-intl/react'
import { useClock } from '#components/clock.tsx'
import { changeWithin } from '#components/history/points.ts'
import { Change } from '#components/insights/change.tsx'
import { numberFormat } from '#components/insights/number.ts'
import { InsightStatus } from '#components/insights/status.tsx'
import { ThresholdCount } from '#components/insights/threshold-count.tsx'
import { useCommands } from '#components/insights/use-commands.tsx'
import { usePaths } from '#components/insights/use-paths.ts'
import { useSorted } from '#components/insights/use-sorted.ts'
import { evaluatedOf, numberOf, pointsOf, statusOf } from '#components/measures/shown.ts'
import { type Column, DataTable } from '#components/page/data-table.tsx'
import { RowMenu } from '#components/page/row-menu.tsx'
import type { Selection } from '#components/page/row-selection.tsx'
import { RelativeTime } from '#components/page/time.tsx'
import type { MeasureView } from '#lib/insights/measures/view.ts'
import type { ThresholdView } from '#lib/triggers/threshold-view.ts'

type Props = {
  measures: MeasureView[]
  /** Absent for those who may only look. */
  selection?: Pick<Selection<MeasureView>, 'selected' | 'onChange'>
  href: (name: string) => string
  onEdit: (name: string) => void
}

export function MeasureTable({ measures, selection, href, onEdit }: Props) {
  const t = useTranslations('measures')
  const commands = useCommands('measure')
  return (
    <DataTable
      label={t('title')}
      columns={useColumns()}
      rows={useSorted(measures, nameOf)}
      rowKey={({ name }) => name}
      href={({ name }) => href(name)}
      selection={selection && { ...selection, name: nameOf }}
      actions={
        selection &&
        (measure => (
          <RowMenu
            name={measure.displayName}
            actions={commands(evaluatedOf(measure), { onEdit: () => onEdit(measure.name) })}
          />
        ))
      }
    />
  )
}

const nameOf = ({ displayName }: MeasureView) => displayName

function useColumns(): Column<MeasureView>[] {
  const t = useTranslations('measures')
  const insights = useTranslations('insights')
  const common = useTranslations('common')
  const format = useFormatter()
  const now = useClock()
  const { data: thresholds = [] } = useSWR<ThresholdView[]>(usePaths().thresholds)
  return [
    { key: 'name', title: common('name'), cell: measure => measure.displayName },
    { key: 'state', title: insights('state'), cell: measure => insights(measure.state) },
    { key: 'status', title: common('status'), cell: measure => <InsightStatus status={statusOf(measure)} /> },
    {
      key: 'value',
      title: t('value'),
      numeric: true,
      cell: measure => {
        const value = numberOf(measure)
        if (value !== undefined) return format.number(value, numberFormat(value))
        return measure.output?.groups && t('manyValues', { count: measure.output.groups.length })
      },
    },
    {
      key: 'change',
      title: insights('change'),
      numeric: true,
      cell: measure => <Change by={changeWithin(pointsOf(measure), 7, new Date(now))} />,
    },
    {
      key: 'thresholds',
      title: insights('thresholds'),
      numeric: true,
      cell: ({ name, displayName }) => (
        <ThresholdCount
          name={displayName}
          count={thresholds.filter(({ measureName }) => measureName === name).length}
        />
      ),
    },
    {
      key: 'refreshed',
      title: insights('lastRefreshed'),
      cell: ({ latestEvaluation: { endTime } }) => (endTime ? <RelativeTime at={endTime} /> : common('never')),
    },
  ]
}
