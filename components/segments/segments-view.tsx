'use client'

import { Button } from '@fluentui/react-components'
import { AddRegular, PeopleTeamRegular } from '@fluentui/react-icons'
import { useState } from 'react'
import useSWR from 'swr'
import { useTranslations } from 'use-intl/react'
import { useAccess } from '#components/access.tsx'
import type { ApiProblem } from '#components/api.ts'
import { ListCommands } from '#components/insights/commands.tsx'
import { ReadOnly } from '#components/insights/read-only.tsx'
import { usePaths } from '#components/insights/use-paths.ts'
import { EmptyState } from '#components/page/empty-state.tsx'
import { Page } from '#components/page/page.tsx'
import { ProblemBar } from '#components/page/problem-bar.tsx'
import { usePane } from '#components/page/use-pane.ts'
import { SegmentDetails } from '#components/segments/segment-details.tsx'
import { SegmentEditor } from '#components/segments/segment-editor.tsx'
import { SegmentTable } from '#components/segments/segment-table.tsx'
import type { SegmentView } from '#lib/insights/segments/view.ts'

export function SegmentsView() {
  const t = useTranslations('segments')
  const { can } = useAccess()
  const paths = usePaths()
  const { data: segments = [], error } = useSWR<SegmentView[], ApiProblem>(paths.segments)
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const { pane, href, open, close } = usePane('segment', 'edit', 'new')
  const mayWrite = can('segments.write')
  const add = { title: t('new'), onClick: () => open('new') }
  const edited = pane?.name === 'edit' ? segments.find(({ name }) => name === pane.value) : undefined
  return (
    <Page
      title={t('title')}
      subtitle={t('subtitle')}
      commands={
        mayWrite && (
          <ListCommands
            add={add}
            operation="segmentation"
            selected={selected}
            onSelect={setSelected}
            refreshable={segments.filter(({ kind }) => kind === 'rule').map(({ name }) => name)}
          />
        )
      }
    >
      <ReadOnly unless="segments.write" />
      <ProblemBar problem={error} />
      {segments.length > 0 ? (
        <SegmentTable
          segments={segments}
          selection={mayWrite ? { selected, onChange: setSelected } : undefined}
          href={name => href('segment', name)}
          onEdit={name => open('edit', name)}
        />
      ) : (
        <EmptyState
          icon={<PeopleTeamRegular />}
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
      {pane?.name === 'segment' && (
        <SegmentDetails name={pane.value} onClose={close} onEdit={() => open('edit', pane.value)} />
      )}
      {mayWrite && (pane?.name === 'new' || edited) && (
        <SegmentEditor key={edited?.name} segment={edited} onClose={close} onSaved={name => open('segment', name)} />
      )}
    </Page>
  )
}
