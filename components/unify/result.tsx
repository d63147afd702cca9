'use client'

import { Body1, Caption1, LargeTitle, MessageBar, MessageBarBody, makeStyles, tokens } from '@fluentui/react-components'
import type { ReactNode } from 'react'
import { useFormatter, useTranslations } from 'use-intl/react'
import { RelativeTime } from '#components/page/time.tsx'
import type { UnificationView } from '#lib/insights/unification/view.ts'

const useStyles = makeStyles({
  list: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 11rem), 1fr))',
    gap: tokens.spacingHorizontalL,
    margin: 0,
    '@media (max-width: 640px)': { gridTemplateColumns: '1fr 1fr' },
  },
  card: {
    display: 'flex',
    flexDirection: 'column',
    padding: tokens.spacingHorizontalL,
    backgroundColor: tokens.colorNeutralBackground1,
    borderRadius: tokens.borderRadiusMedium,
    boxShadow: tokens.shadow2,
  },
  number: { margin: 0, fontVariantNumeric: 'tabular-nums' },
  quiet: { color: tokens.colorNeutralForeground3 },
})

/** What the last run came to: source records, customers, matches. */
export function Result({ unification: { result, unifiedAt } }: { unification: UnificationView }) {
  const styles = useStyles()
  const t = useTranslations('unify')
  const format = useFormatter()
  if (!result || !unifiedAt) {
    return (
      <MessageBar>
        <MessageBarBody>{t('notRun')}</MessageBarBody>
      </MessageBar>
    )
  }
  const cards: { key: 'sourceRecords' | 'customers' | 'matched' | 'added'; detail: ReactNode }[] = [
    {
      key: 'sourceRecords',
      detail: result.records.map(({ entityName, records }) => `${entityName} ${format.number(records)}`).join(' · '),
    },
    { key: 'customers', detail: <RelativeTime at={unifiedAt} /> },
    { key: 'matched', detail: t('matchedDetail') },
    { key: 'added', detail: t('kept', { count: result.kept }) },
  ]
  return (
    <dl className={styles.list} aria-label={t('result')}>
      {cards.map(({ key, detail }) => (
        <div key={key} className={styles.card}>
          <dt>
            <Body1>{t(key)}</Body1>
          </dt>
          <dd className={styles.number}>
            <LargeTitle block>{format.number(result[key])}</LargeTitle>
            <Caption1 className={styles.quiet}>{detail}</Caption1>
          </dd>
        </div>
      ))}
    </dl>
  )
}
