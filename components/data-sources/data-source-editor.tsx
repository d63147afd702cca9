'use client'

import { useState } from 'react'
import useSWR from 'swr'
import { useTranslations } from 'use-intl/react'
import { send } from '#components/api.ts'
import { bodyOf, type Draft, draftOf, entityNameOf, missingIn, missingToRead } from '#components/data-sources/draft.ts'
import { EntityFields } from '#components/data-sources/entity-fields.tsx'
import { FileSourceFields } from '#components/data-sources/file-source-fields.tsx'
import { SourcePreview } from '#components/data-sources/source-preview.tsx'
import { SqlSourceFields } from '#components/data-sources/sql-source-fields.tsx'
import { KindField } from '#components/insights/kind-field.tsx'
import { NameFields } from '#components/insights/name-fields.tsx'
import { useFieldProblems } from '#components/insights/use-field-problems.ts'
import { usePaths } from '#components/insights/use-paths.ts'
import { FormPane } from '#components/page/form-pane.tsx'
import { useWrite } from '#components/use-write.ts'
import type { DataSourceView } from '#lib/insights/data-sources/view.ts'

type Props = {
  /** Absent for a new one. */
  source?: DataSourceView
  mayUseDropFolder: boolean
  onClose: () => void
  onSaved: (dataSourceId: string) => void
}

export function DataSourceEditor({ source, mayUseDropFolder, onClose, onSaved }: Props) {
  const t = useTranslations('dataSources')
  const insights = useTranslations('insights')
  const paths = usePaths()
  const { data: sources = [] } = useSWR<DataSourceView[]>(paths.dataSources)
  const [draft, setDraft] = useState(() => draftOf(source))
  const change = (part: Partial<Draft>) => setDraft(before => ({ ...before, ...part }))
  const { write, pending, problem } = useWrite('form')
  const upload = useWrite('toast')
  const isEntityTaken = sources.some(({ entityName }) => entityName === entityNameOf(draft))
  const { fields, check } = useFieldProblems(problem, isEntityTaken ? 'entityName' : 'name')

  const save = async () => {
    if (!check(missingIn(draft))) return
    const body = bodyOf(draft)
    const saved = await write(
      () =>
        source
          ? send<DataSourceView>('PATCH', paths.dataSource(source.dataSourceId), body)
          : send<DataSourceView>('POST', paths.dataSources, body),
      { done: insights(source ? 'saved' : 'created', { name: body.friendlyName }), changes: paths.all },
    )
    if (!saved.ok) return
    const { dataSourceId } = saved.answer
    const { file } = draft
    // The source is there now whatever becomes of its file: its details say what is missing, and take the file again.
    if (file && draft.kind === 'file' && draft.from === 'upload') {
      const path = `${paths.dataSourceFile(dataSourceId)}?format=${draft.format}`
      await upload.write(() => send('PUT', path, file), { changes: paths.all })
    }
    onSaved(dataSourceId)
  }

  return (
    <FormPane
      title={t(source ? 'edit' : 'add')}
      onSubmit={save}
      onClose={onClose}
      pending={pending || upload.pending}
      problem={problem}
    >
      <NameFields
        names={draft}
        onChange={change}
        problems={fields}
        displayNameMember="friendlyName"
        isFixed={source !== undefined}
      />
      {!source && (
        <KindField
          value={draft.kind}
          onChange={kind => change({ kind })}
          kinds={[
            { value: 'file', title: t('kinds.file'), hint: t('kindHints.file') },
            { value: 'sql', title: t('kinds.sql'), hint: t('kindHints.sql') },
            { value: 'external', title: t('kinds.external'), hint: t('kindHints.external') },
          ]}
        />
      )}
      {draft.kind === 'file' && (
        <FileSourceFields
          draft={draft}
          onChange={change}
          problems={fields}
          mayUseDropFolder={mayUseDropFolder}
          isNew={!source}
        />
      )}
      {draft.kind === 'sql' && <SqlSourceFields draft={draft} onChange={change} problems={fields} />}
      {draft.kind !== 'external' && (
        <>
          <EntityFields draft={draft} onChange={change} problems={fields} isNew={!source} />
          <SourcePreview
            key={`${draft.kind} ${draft.from}`}
            draft={draft}
            dataSourceId={source?.dataSourceId}
            check={() => check(missingToRead(draft))}
          />
        </>
      )}
    </FormPane>
  )
}
