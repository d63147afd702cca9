import { MessageBar, MessageBarBody, Text } from '@fluentui/react-components'
import { useTranslations } from 'use-intl/react'
import { RowsTable } from '#components/insights/rows-table.tsx'
import type { MeasureView } from '#lib/insights/measures/view.ts'

/** The values of a measure with dimensions, and why no threshold can be set on it. */
export function ByDimension({ measure: { output, definition } }: { measure: MeasureView }) {
  const t = useTranslations('measures')
  const groups = output?.groups ?? []
  const names: string[] = definition.dimensions
  return (
    <>
      <MessageBar intent="info" layout="multiline">
        <MessageBarBody>{t('feedsNoThreshold')}</MessageBarBody>
      </MessageBar>
      {groups.length === 0 ? (
        <Text>{t('noRows')}</Text>
      ) : (
        <RowsTable
          label={t('byDimension')}
          columns={[...names, t('value')]}
          rows={groups.map(({ dimensions, value }) => [...names.map(name => dimensions[name] ?? null), value])}
        />
      )}
    </>
  )
}
