'use client'

import { Body1, Caption1, LargeTitle, Link, makeStyles, tokens } from '@fluentui/react-components'
import { useFormatter, useTranslations } from 'use-intl/react'
import { PAGES } from '#components/power-automate/paths.ts'
import { useDuration } from '#components/power-automate/use-duration.ts'
import type { DeliverySummary } from '#lib/deliveries/summary.ts'

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

/** How sending goes: four numbers. */
export function Numbers({ summary }: { summary: DeliverySummary }) {
  const styles = useStyles()
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
