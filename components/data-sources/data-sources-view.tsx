'use client'

import { DatabaseRegular } from '@fluentui/react-icons'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import useSWR from 'swr'
import { useTranslations } from 'use-intl/react'
import { useAccess } from '#components/access.tsx'
import type { ApiProblem } from '#components/api.ts'
import { DataSourceTable } from '#components/data-sources/data-source-table.tsx'
import { ListPage } from '#components/insights/list-page.tsx'
import { usePaths } from '#components/insights/use-paths.ts'
import { usePane } from '#components/page/use-pane.ts'
import type { DataSourceView } from '#lib/insights/data-sources/view.ts'

const DataSourceDetails = dynamic(() =>
  import('#components/data-sources/data-source-details.tsx').then(m => m.DataSourceDetails),
)
const DataSourceEditor = dynamic(() =>
  import('#components/data-sources/data-source-editor.tsx').then(m => m.DataSourceEditor),
)

/** @param mayUseDropFolder whether the person is a deployment administrator */
export function DataSourcesView({ mayUseDropFolder }: { mayUseDropFolder: boolean }) {
  const t = useTranslations('dataSources')
  const { can } = useAccess()
  const { data: sources = [], error } = useSWR<DataSourceView[], ApiProblem>(usePaths().dataSources)
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const { pane, href, open, close } = usePane('source', 'edit', 'new')
  const mayWrite = can('datasources.write')
  const listed = sources.find(({ dataSourceId }) => dataSourceId === pane?.value)
  const edited = pane?.name === 'edit' ? listed : undefined
  return (
    <ListPage
      title={t('title')}
      subtitle={t('subtitle')}
      permission="datasources.write"
      add={{ title: t('add'), onClick: () => open('new') }}
      operation="ingestion"
      selected={selected}
      onSelect={setSelected}
      refreshable={sources.filter(({ kind }) => kind !== 'external').map(({ dataSourceId }) => dataSourceId)}
      problem={error}
      empty={{ icon: <DatabaseRegular />, title: t('emptyTitle'), text: t('emptyText') }}
      table={
        sources.length > 0 && (
          <DataSourceTable
            sources={sources}
            selection={mayWrite ? { selected, onChange: setSelected } : undefined}
            href={id => href('source', id)}
            onEdit={id => open('edit', id)}
          />
        )
      }
    >
      {pane?.name === 'source' && (
        <DataSourceDetails
          key={pane.value}
          dataSourceId={pane.value}
          listed={listed}
          onClose={close}
          onEdit={() => open('edit', pane.value)}
        />
      )}
      {mayWrite && (pane?.name === 'new' || edited) && (
        <DataSourceEditor
          key={edited?.dataSourceId}
          source={edited}
          mayUseDropFolder={mayUseDropFolder}
          onClose={close}
          onSaved={id => open('source', id)}
        />
      )}
    </ListPage>
  )
}
