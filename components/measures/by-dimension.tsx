import { MessageBar, MessageBarBody, Text } from '@fluentui/react-components'
import { useTranslations } from 'use-intl/react'
import { RowsTable } from '#components/insights/rows-table.tsx'
import type { MeasureView } from '#lib/insights/measures/view.ts'

/** The values of a measure with dimensions, and why no threshold can be set on it. */
export function ByDimension({ measure: { output } }: { measure: MeasureView }) {
  const t = useTranslations('measures')
  const rows = output?.rows ?? []
  return (
    <>
      <MessageBar intent="info" layout="multiline">
        <MessageBarBody>{t('feedsNoThreshold')}</MessageBarBody>
      </MessageBar>
      {rows.length === 0 ? (
        <Text>{t('noRows')}</Text>
      ) : (
        <RowsTable label={t('byDimension')} rows={rows} titles={{ value: t('value') }} />
      )}
    </>
  )
}
