'use client'

import { Link, MessageBar, MessageBarBody, MessageBarTitle } from '@fluentui/react-components'
import useSWR from 'swr'
import { useTranslations } from 'use-intl/react'
import { NoCards } from '#components/home/cards.tsx'
import { Section } from '#components/home/section.tsx'
import { usePaths } from '#components/home/use-paths.ts'
import { isSilent } from '#components/power-automate/silence-of.ts'
import { TroubleBars } from '#components/power-automate/trouble-bars.tsx'
import type { Page } from '#components/use-pages.ts'
import type { DeliverySummary } from '#lib/deliveries/summary.ts'
import type { DestinationInfo } from '#lib/destinations/destinations.ts'
import type { DataSourceView } from '#lib/insights/data-sources/view.ts'
import type { NodeView } from '#lib/insights/jobs/status.ts'
import type { HookView } from '#lib/subscriptions/view.ts'

/** What somebody should look at: failed refreshes, subscriptions in trouble or silent, deliveries that failed. */
export function Attention() {
  const t = useTranslations('home')
  const paths = usePaths()
  const { data: hooks = { value: [] } } = useSWR<Page<HookView>>(paths.hooks)
  const { data: summary } = useSWR<DeliverySummary>(paths.summary)
  const { data: destinations = [] } = useSWR<DestinationInfo[]>(paths.destinations)
  const failedRefreshes = useFailedRefreshes()
  const failed = summary?.failed ?? 0
  const isSetUp = destinations.length > 0
  const isQuiet =
    isSetUp &&
    failed === 0 &&
    failedRefreshes.names.length === 0 &&
    hooks.value.every(hook => hook.status === 'active' && !isSilent(hook))
  return (
    <Section title={t('attention')}>
      {isQuiet && <NoCards>{t('nothing')}</NoCards>}
      {failedRefreshes.names.length > 0 && (
        <MessageBar intent="error" layout="multiline">
          <MessageBarBody>
            <MessageBarTitle>{t('failedRefreshes', { count: failedRefreshes.names.length })}</MessageBarTitle>{' '}
            {failedRefreshes.names.join(', ')}. <Link href={failedRefreshes.href}>{t('seeStatus')}</Link>
          </MessageBarBody>
        </MessageBar>
      )}
      <TroubleBars isSetUp={isSetUp} hooks={hooks.value} failed={failed} />
    </Section>
  )
}

/** What failed when it was last refreshed, here or elsewhere, and where to look. */
function useFailedRefreshes(): { names: string[]; href: string } {
  const paths = usePaths()
  const { data: nodes = [] } = useSWR<NodeView[]>(paths.status)
  const { data: sources = [] } = useSWR<DataSourceView[]>(paths.dataSources)
  const here = nodes.filter(({ taskStatus }) => taskStatus === 'failed' || taskStatus === 'timedOut')
  const elsewhere = sources.filter(({ kind, refreshState }) => kind === 'external' && refreshState === 'updateFailed')
  const names = [...here, ...elsewhere].map(({ friendlyName }) => friendlyName)
  return { names, href: here.length > 0 ? '/admin/system' : '/data/data-sources' }
}
