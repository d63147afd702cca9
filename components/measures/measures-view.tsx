'use client'

import { DataTrendingRegular } from '@fluentui/react-icons'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import useSWR from 'swr'
import { useTranslations } from 'use-intl/react'
import { useAccess } from '#components/access.tsx'
import type { ApiProblem } from '#components/api.ts'
import { ListPage } from '#components/insights/list-page.tsx'
import { usePaths } from '#components/insights/use-paths.ts'
import { MeasureTable } from '#components/measures/measure-table.tsx'
import { usePane } from '#components/page/use-pane.ts'
import type { MeasureView } from '#lib/insights/measures/view.ts'

const MeasureDetails = dynamic(() => import('#components/measures/measure-details.tsx').then(m => m.MeasureDetails))
const MeasureEditor = dynamic(() => import('#components/measures/measure-editor.tsx').then(m => m.MeasureEditor))

export function MeasuresView() {
  const t = useTranslations('measures')
  const { can } = useAccess()
  const { data: measures = [], error } = useSWR<MeasureView[], ApiProblem>(usePaths().measures)
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const { pane, href, open, close } = usePane('measure', 'edit', 'new')
  const mayWrite = can('measures.write')
  const listed = measures.find(({ name }) => name === pane?.value)
  const edited = pane?.name === 'edit' ? listed : undefined
  return (
    <ListPage
      title={t('title')}
      subtitle={t('subtitle')}
      permission="measures.write"
      add={{ title: t('new'), onClick: () => open('new') }}
      operation="measures"
      selected={selected}
      onSelect={setSelected}
      refreshable={measures.filter(({ kind }) => kind !== 'external').map(({ name }) => name)}
      problem={error}
      empty={{ icon: <DataTrendingRegular />, title: t('emptyTitle'), text: t('emptyText') }}
      table={
        measures.length > 0 && (
          <MeasureTable
            measures={measures}
            selection={mayWrite ? { selected, onChange: setSelected } : undefined}
            href={name => href('measure', name)}
            onEdit={name => open('edit', name)}
          />
        )
      }
    >
      {pane?.name === 'measure' && (
        <MeasureDetails
          key={pane.value}
          name={pane.value}
          listed={listed}
          onClose={close}
          onEdit={() => open('edit', pane.value)}
        />
      )}
      {mayWrite && (pane?.name === 'new' || edited) && (
        <MeasureEditor key={edited?.name} measure={edited} onClose={close} onSaved={name => open('measure', name)} />
      )}
    </ListPage>
  )
}
