'use client'

import { Caption1, makeStyles, Title2, tokens } from '@fluentui/react-components'
import useSWR from 'swr'
import { useFormatter, useTimeZone, useTranslations } from 'use-intl/react'
import { useAccess } from '#components/access.tsx'
import { useClock } from '#components/clock.tsx'
import { Attention } from '#components/home/attention.tsx'
import { greetingAt, hourIn } from '#components/home/greeting.ts'
import { LatestDeliveries } from '#components/home/latest-deliveries.tsx'
import { RecentMeasures } from '#components/home/recent-measures.tsx'
import { RecentSegments } from '#components/home/recent-segments.tsx'
import { usePaths } from '#components/home/use-paths.ts'
import { Page } from '#components/page/page.tsx'
import type { EntityView } from '#lib/insights/entities/read.ts'

const useStyles = makeStyles({
  customers: { margin: 0, display: 'flex', alignItems: 'baseline', gap: tokens.spacingHorizontalS },
  number: { color: tokens.colorBrandForeground1 },
})

/** Where somebody begins: how the customer data stands, what needs attention, what was delivered. */
export function HomeView() {
  const t = useTranslations('home')
  const { person } = useAccess()
  const timeZone = useTimeZone()
  const greeting = greetingAt(hourIn(timeZone, new Date(useClock())))
  return (
    <Page title={t(greeting, { name: person.name })}>
      <Customers />
      <Attention />
      <RecentSegments />
      <RecentMeasures />
      <LatestDeliveries />
    </Page>
  )
}

/** How many there are, where unification is set up. */
function Customers() {
  const styles = useStyles()
  const t = useTranslations('home')
  const format = useFormatter()
  const { data: entities = [] } = useSWR<EntityView[]>(usePaths().entities)
  const customers = entities.find(({ name }) => name === 'Customer')
  if (!customers) return null
  return (
    <p className={styles.customers}>
      <Title2 className={styles.number}>{format.number(customers.rows)}</Title2>
      <Caption1>{t('customers', { count: customers.rows })}</Caption1>
    </p>
  )
}
