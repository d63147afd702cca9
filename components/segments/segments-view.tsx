'use client'

import { PeopleTeamRegular } from '@fluentui/react-icons'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import useSWR from 'swr'
import { useTranslations } from 'use-intl/react'
import { useAccess } from '#components/access.tsx'
import type { ApiProblem } from '#components/api.ts'
import { ListPage } from '#components/insights/list-page.tsx'
import { usePaths } from '#components/insights/use-paths.ts'
import { usePane } from '#components/page/use-pane.ts'
import { SegmentTable } from '#components/segments/segment-table.tsx'
import type { SegmentView } from '#lib/insights/segments/view.ts'

const SegmentDetails = dynamic(() => import('#components/segments/segment-details.tsx').then(m => m.SegmentDetails))
const SegmentEditor = dynamic(() => import('#components/segments/segment-editor.tsx').then(m => m.SegmentEditor))

export function SegmentsView() {
  const t = useTranslations('segments')
  const { can } = useAccess()
  const { data: segments = [], error } = useSWR<SegmentView[], ApiProblem>(usePaths().segments)
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const { pane, href, open, close } = usePane('segment', 'edit', 'new')
  const mayWrite = can('segments.write')
  const listed = segments.find(({ name }) => name === pane?.value)
  const edited = pane?.name === 'edit' ? listed : undefined
  return (
    <ListPage
      title={t('title')}
      subtitle={t('subtitle')}
      permission="segments.write"
      add={{ title: t('new'), onClick: () => open('new') }}
      operation="segmentation"
      selected={selected}
      onSelect={setSelected}
      refreshable={segments.filter(({ kind }) => kind !== 'external').map(({ name }) => name)}
      problem={error}
      empty={{ icon: <PeopleTeamRegular />, title: t('emptyTitle'), text: t('emptyText') }}
      table={
        segments.length > 0 && (
          <SegmentTable
            segments={segments}
            selection={mayWrite ? { selected, onChange: setSelected } : undefined}
            href={name => href('segment', name)}
            onEdit={name => open('edit', name)}
          />
        )
      }
    >
      {pane?.name === 'segment' && (
        <SegmentDetails
          key={pane.value}
          name={pane.value}
          listed={listed}
          onClose={close}
          onEdit={() => open('edit', pane.value)}
        />
      )}
      {mayWrite && (pane?.name === 'new' || edited) && (
        <SegmentEditor key={edited?.name} segment={edited} onClose={close} onSaved={name => open('segment', name)} />
      )}
    </ListPage>
  )
}
