'use client'

import { Button, Spinner } from '@fluentui/react-components'
import { TableSearchRegular } from '@fluentui/react-icons'
import { useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { send } from '#components/api.ts'
import { type Draft, readingOf } from '#components/data-sources/draft.ts'
import { RowsTable } from '#components/insights/rows-table.tsx'
import { usePaths } from '#components/insights/use-paths.ts'
import { PaneSection } from '#components/page/pane-section.tsx'
import { ProblemBar } from '#components/page/problem-bar.tsx'
import { useWrite } from '#components/use-write.ts'
import type { Preview } from '#lib/insights/port.ts'

/** Of a text file, its beginning is enough. */
const HEAD_BYTES = 1_000_000

/** @param check whether there is something to look at; it marks what is missing */
type Props = { draft: Draft; dataSourceId: string | undefined; check: () => boolean }

/** The first rows and their types, before anything is saved. */
export function SourcePreview({ draft, dataSourceId, check }: Props) {
  const t = useTranslations('dataSources')
  const paths = usePaths()
  const { write, pending, problem } = useWrite('form')
  const [shown, setShown] = useState<Preview>()
  const look = async () => {
    if (!check()) return
    const seen = await write(() => previewOf(draft, dataSourceId, paths.preview), { changes: [] })
    setShown(seen.ok ? seen.answer : undefined)
  }
  if (draft.kind === 'file' && draft.from === 'upload' && !draft.file) return null
  return (
    <PaneSection title={t('preview')}>
      <div>
        <Button
          icon={pending ? <Spinner size="tiny" /> : <TableSearchRegular />}
          disabledFocusable={pending}
          onClick={look}
        >
          {t('showPreview')}
        </Button>
      </div>
      <ProblemBar problem={problem} />
      {shown && <Shown preview={shown} />}
    </PaneSection>
  )
}

function Shown({ preview: { attributes, rows } }: { preview: Preview }) {
  const t = useTranslations('dataSources')
  const columns = attributes.map(({ name, type, provisional }) =>
    t('columnTitle', { name, type: t(provisional ? 'types.unknown' : `types.${type}`) }),
  )
  const values = rows.map(row => attributes.map(({ name }) => row[name] ?? null))
  return <RowsTable label={t('preview')} columns={columns} rows={values} />
}

function previewOf(draft: Draft, dataSourceId: string | undefined, path: string): Promise<Preview> {
  if (draft.kind === 'file' && draft.from === 'upload' && draft.file) {
    const { file, format } = draft
    const query = new URLSearchParams({ format, name: file.name.slice(0, 200) })
    return send('POST', `${path}/file?${query}`, format === 'parquet' ? file : file.slice(0, HEAD_BYTES))
  }
  return send('POST', path, { kind: draft.kind, dataSourceId, ...readingOf(draft) })
}
