'use client'

import { Button } from '@fluentui/react-components'
import { TableRegular } from '@fluentui/react-icons'
import dynamic from 'next/dynamic'
import useSWR from 'swr'
import { useFormatter, useTranslations } from 'use-intl/react'
import type { ApiProblem } from '#components/api.ts'
import { usePaths } from '#components/insights/use-paths.ts'
import { DataTable } from '#components/page/data-table.tsx'
import { EmptyState } from '#components/page/empty-state.tsx'
import { Page } from '#components/page/page.tsx'
import { ProblemBar } from '#components/page/problem-bar.tsx'
import { RelativeTime } from '#components/page/time.tsx'
import { usePane } from '#components/page/use-pane.ts'
import type { EntityView } from '#lib/insights/entities/read.ts'

const EntityDetails = dynamic(() => import('#components/entities/entity-details.tsx').then(m => m.EntityDetails))

/** The tables of customer data, and what is in them. */
export function EntitiesView() {
  const t = useTranslations('entities')
  const common = useTranslations('common')
  const insights = useTranslations('insights')
  const format = useFormatter()
  const { data: entities = [], error } = useSWR<EntityView[], ApiProblem>(usePaths().entities)
  const { pane, href, close } = usePane('entity')
  return (
    <Page title={t('title')} subtitle={t('subtitle')}>
      <ProblemBar problem={error} />
      {entities.length > 0 ? (
        <DataTable
          label={t('title')}
          rows={entities}
          rowKey={({ name }) => name}
          href={({ name }) => href('entity', name)}
          columns={[
            { key: 'name', title: common('name'), cell: ({ name }) => name },
            { key: 'rows', title: t('rows'), numeric: true, cell: ({ rows }) => format.number(rows) },
            {
              key: 'attributes',
              title: t('attributes'),
              numeric: true,
              cell: ({ attributes }) => format.number(attributes.length),
            },
            { key: 'key', title: t('primaryKey'), cell: ({ primaryKey }) => primaryKey ?? '–' },
            {
              key: 'refreshed',
              title: insights('lastRefreshed'),
              cell: ({ refreshedAt }) => <RelativeTime at={refreshedAt} />,
            },
          ]}
        />
      ) : (
        !error && (
          <EmptyState
            icon={<TableRegular />}
            title={t('emptyTitle')}
            action={
              <Button as="a" href="/data/data-sources">
                {insights('toDataSources')}
              </Button>
            }
          >
            {t('emptyText')}
          </EmptyState>
        )
      )}
      {pane && (
        <EntityDetails
          key={pane.value}
          name={pane.value}
          listed={entities.find(({ name }) => name === pane.value)}
          onClose={close}
        />
      )}
    </Page>
  )
}
