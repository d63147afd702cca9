'use client'

import useSWR from 'swr'
import { useFormatter, useTranslations } from 'use-intl/react'
import { useClock } from '#components/clock.tsx'
import { changeWithin } from '#components/history/points.ts'
import { Change } from '#components/insights/change.tsx'
import { InsightStatus } from '#components/insights/status.tsx'
import { ThresholdCount } from '#components/insights/threshold-count.tsx'
import { useCommands } from '#components/insights/use-commands.tsx'
import { usePaths } from '#components/insights/use-paths.ts'
import { useSorted } from '#components/insights/use-sorted.ts'
import { type Column, DataTable } from '#components/page/data-table.tsx'
import { RowMenu } from '#components/page/row-menu.tsx'
import type { Selection } from '#components/page/row-selection.tsx'
import { RelativeTime } from '#components/page/time.tsx'
import { evaluatedOf, pointsOf, statusOf } from '#components/segments/shown.ts'
import type { SegmentView } from '#lib/insights/segments/view.ts'
import type { ThresholdView } from '#lib/triggers/threshold-view.ts'

type Props = {
  segments: SegmentView[]
  /** Absent for those who may only look. */
  selection?: Pick<Selection<SegmentView>, 'selected' | 'onChange'>
  href: (name: string) => string
  onEdit: (name: string) => void
}

export function SegmentTable({ segments, selection, href, onEdit }: Props) {
  const t = useTranslations('segments')
  const commands = useCommands('segment')
  return (
    <DataTable
      label={t('title')}
      columns={useColumns()}
      rows={useSorted(segments, nameOf)}
      rowKey={({ name }) => name}
      href={({ name }) => href(name)}
      selection={selection && { ...selection, name: nameOf }}
      actions={
        selection &&
        (segment => (
          <RowMenu
            name={segment.friendlyName}
            actions={commands(evaluatedOf(segment), { onEdit: () => onEdit(segment.name) })}
          />
        ))
      }
    />
  )
}

const nameOf = ({ friendlyName }: SegmentView) => friendlyName

function useColumns(): Column<SegmentView>[] {
  const t = useTranslations('segments')
  const insights = useTranslations('insights')
  const common = useTranslations('common')
  const format = useFormatter()
  const now = useClock()
  const { data: thresholds = [] } = useSWR<ThresholdView[]>(usePaths().thresholds)
  return [
    { key: 'name', title: common('name'), cell: segment => segment.friendlyName },
    { key: 'state', title: insights('state'), cell: segment => insights(segment.state) },
    { key: 'status', title: common('status'), cell: segment => <InsightStatus status={statusOf(segment)} /> },
    {
      key: 'members',
      title: t('members'),
      numeric: true,
      cell: ({ evaluationStatus: { entityCount } }) => entityCount !== null && format.number(entityCount),
    },
    {
      key: 'change',
      title: insights('change'),
      numeric: true,
      cell: segment => <Change by={changeWithin(pointsOf(segment), 7, new Date(now))} />,
    },
    {
      key: 'thresholds',
      title: insights('thresholds'),
      numeric: true,
      cell: ({ name, friendlyName }) => (
        <ThresholdCount
          name={friendlyName}
          count={thresholds.filter(({ segmentName }) => segmentName === name).length}
        />
      ),
    },
    {
      key: 'refreshed',
      title: insights('lastRefreshed'),
      cell: ({ evaluationStatus: { evaluationDate } }) =>
        evaluationDate ? <RelativeTime at={evaluationDate} /> : common('never'),
    },
  ]
}
