'use client'

import { Body1, Caption1, LargeTitle, Link } from '@fluentui/react-components'
import { useFormatter, useTranslations } from 'use-intl/react'
import { useNumberCardStyles } from '#components/page/number-card-styles.ts'
import { PAGES } from '#components/power-automate/paths.ts'
import { useDuration } from '#components/power-automate/use-duration.ts'
import type { DeliverySummary } from '#lib/deliveries/summary.ts'

/** How sending goes: four numbers. */
export function Numbers({ summary }: { summary: DeliverySummary }) {
  const styles = useNumberCardStyles()
  const t = useTranslations('powerAutomate')
  const format = useFormatter()
  const duration = useDuration()
  const { delivered, failed, waiting, p50Ms, p99Ms } = summary
  const counts = [
    { key: 'delivered', query: '?status=delivered', value: delivered, when: t('last24Hours') },
    { key: 'failed', query: '?status=failed', value: failed, when: t('last24Hours') },
    { key: 'waiting', query: '', value: waiting, when: t('now') },
  ] as const
  return (
    <dl className={styles.list} aria-label={t('numbers')}>
      {counts.map(({ key, query, value, when }) => (
        <div key={key} className={styles.card}>
          <dt>
            <Body1>
              <Link href={`${PAGES.deliveries}${query}`}>{t(key)}</Link>
            </Body1>
          </dt>
          <dd className={styles.number}>
            <LargeTitle block>{format.number(value)}</LargeTitle>
            <Caption1 className={styles.quiet}>{when}</Caption1>
          </dd>
        </div>
      ))}
      <div className={styles.card}>
        <dt>
          <Body1>{t('delay')}</Body1>
        </dt>
        <dd className={styles.number}>
          <LargeTitle block>{p50Ms === null ? '–' : duration(p50Ms)}</LargeTitle>
          <Caption1 className={styles.quiet}>
            {p99Ms === null ? t('noDelay') : t('delayDetail', { p99: duration(p99Ms) })}
          </Caption1>
        </dd>
      </div>
    </dl>
  )
}
