'use client'

import { Body1, Caption1, LargeTitle, MessageBar, MessageBarBody } from '@fluentui/react-components'
import type { ReactNode } from 'react'
import { useFormatter, useTranslations } from 'use-intl/react'
import { useNumberCardStyles } from '#components/page/number-card-styles.ts'
import { RelativeTime } from '#components/page/time.tsx'
import type { UnificationView } from '#lib/insights/unification/view.ts'

/** What the last run came to: source records, customers, matches. */
export function Result({ unification: { result, unifiedAt } }: { unification: UnificationView }) {
  const styles = useNumberCardStyles()
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
