'use client'

import { Button } from '@fluentui/react-components'
import { AddRegular, DataTrendingRegular } from '@fluentui/react-icons'
import { useState } from 'react'
import useSWR from 'swr'
import { useTranslations } from 'use-intl/react'
import { useAccess } from '#components/access.tsx'
import type { ApiProblem } from '#components/api.ts'
import { ListCommands } from '#components/insights/commands.tsx'
import { ReadOnly } from '#components/insights/read-only.tsx'
import { usePaths } from '#components/insights/use-paths.ts'
import { MeasureDetails } from '#components/measures/measure-details.tsx'
import { MeasureEditor } from '#components/measures/measure-editor.tsx'
import { MeasureTable } from '#components/measures/measure-table.tsx'
import { EmptyState } from '#components/page/empty-state.tsx'
import { Page } from '#components/page/page.tsx'
import { ProblemBar } from '#components/page/problem-bar.tsx'
import { usePane } from '#components/page/use-pane.ts'
import type { MeasureView } from '#lib/insights/measures/view.ts'

export function MeasuresView() {
  const t = useTranslations('measures')
  const { can } = useAccess()
  const paths = usePaths()
  const { data: measures = [], error } = useSWR<MeasureView[], ApiProblem>(paths.measures)
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const { pane, href, open, close } = usePane('measure', 'edit', 'new')
  const mayWrite = can('measures.write')
  const add = { title: t('new'), onClick: () => open('new') }
  const edited = pane?.name === 'edit' ? measures.find(({ name }) => name === pane.value) : undefined
  return (
    <Page
      title={t('title')}
      subtitle={t('subtitle')}
      commands={
        mayWrite && (
          <ListCommands
            add={add}
            operation="measures"
            selected={selected}
            onSelect={setSelected}
            refreshable={measures.filter(({ kind }) => kind === 'business').map(({ name }) => name)}
          />
        )
      }
    >
      <ReadOnly unless="measures.write" />
      <ProblemBar problem={error} />
      {measures.length > 0 ? (
        <MeasureTable
          measures={measures}
          selection={mayWrite ? { selected, onChange: setSelected } : undefined}
          href={name => href('measure', name)}
          onEdit={name => open('edit', name)}
        />
      ) : (
        <EmptyState
          icon={<DataTrendingRegular />}
          title={t('emptyTitle')}
          action={
            mayWrite && (
              <Button appearance="primary" icon={<AddRegular />} onClick={add.onClick}>
                {add.title}
              </Button>
            )
          }
        >
          {t('emptyText')}
        </EmptyState>
      )}
      {pane?.name === 'measure' && (
        <MeasureDetails name={pane.value} onClose={close} onEdit={() => open('edit', pane.value)} />
      )}
      {mayWrite && (pane?.name === 'new' || edited) && (
        <MeasureEditor key={edited?.name} measure={edited} onClose={close} onSaved={name => open('measure', name)} />
      )}
    </Page>
  )
}
