'use client'

import { Caption1, makeStyles, tokens } from '@fluentui/react-components'
import { useFormatter, useTranslations } from 'use-intl/react'
import { numberFormat } from '#components/insights/number.ts'
import { type Column, DataTable } from '#components/page/data-table.tsx'
import { type RowAction, RowMenu } from '#components/page/row-menu.tsx'
import { RelativeTime } from '#components/page/time.tsx'
import { ThresholdState } from '#components/power-automate/threshold-state.tsx'
import type { ThresholdView } from '#lib/triggers/threshold-view.ts'

const useStyles = makeStyles({
  object: { display: 'inline-flex', flexDirection: 'column' },
  kind: { color: tokens.colorNeutralForeground3 },
})

type Props = {
  thresholds: ThresholdView[]
  href: (thresholdId: string) => string
  /** False for those who may only look. */
  actions: false | ((threshold: ThresholdView) => RowAction[])
}

export function ThresholdTable({ thresholds, href, actions }: Props) {
  const t = useTranslations('powerAutomate')
  const title = useThresholdTitle()
  return (
    <DataTable
      label={t('thresholds')}
      columns={useColumns()}
      rows={thresholds}
      rowKey={({ thresholdId }) => thresholdId}
      href={actions ? ({ thresholdId }) => href(thresholdId) : undefined}
      actions={actions ? row => <RowMenu name={title(row)} actions={actions(row)} /> : undefined}
    />
  )
}

/** What people call a threshold: its name, or else what it is on and its value. */
export function useThresholdTitle() {
  const format = useFormatter()
  return ({ name, displayName, value, direction }: ThresholdView) =>
    name || `${displayName} ${direction === 'above' ? '>' : '<'} ${format.number(value, numberFormat(value))}`
}

function useColumns(): Column<ThresholdView>[] {
  const styles = useStyles()
  const t = useTranslations('powerAutomate')
  const common = useTranslations('common')
  const format = useFormatter()
  const title = useThresholdTitle()
  const number = (value: number) => format.number(value, numberFormat(value))
  return [
    { key: 'name', title: common('name'), cell: title },
    {
      key: 'object',
      title: t('object'),
      cell: ({ displayName, segmentName }) => (
        <span className={styles.object}>
          {displayName}
          <Caption1 className={styles.kind}>{t(segmentName === undefined ? 'measure' : 'segment')}</Caption1>
        </span>
      ),
    },
    { key: 'value', title: t('threshold'), numeric: true, cell: ({ value }) => number(value) },
    {
      key: 'current',
      title: t('currentValue'),
      numeric: true,
      cell: ({ currentValue }) => (currentValue === null ? t('noValue') : number(currentValue)),
    },
    { key: 'direction', title: t('direction'), cell: ({ direction }) => t(direction) },
    { key: 'state', title: t('state'), cell: threshold => <ThresholdState threshold={threshold} /> },
    {
      key: 'crossed',
      title: t('lastCrossed'),
      cell: ({ lastCrossedAt }) => (lastCrossedAt ? <RelativeTime at={lastCrossedAt} /> : common('never')),
    },
  ]
}
