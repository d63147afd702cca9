'use client'

import { useState } from 'react'
import useSWR from 'swr'
import { useTranslations } from 'use-intl/react'
import { useAccess } from '#components/access.tsx'
import { send } from '#components/api.ts'
import { KindField } from '#components/insights/kind-field.tsx'
import { DescriptionField, NameFields } from '#components/insights/name-fields.tsx'
import { uniqueName } from '#components/insights/names.ts'
import { SqlField } from '#components/insights/sql-field.tsx'
import { useFieldProblems } from '#components/insights/use-field-problems.ts'
import { usePaths } from '#components/insights/use-paths.ts'
import { DefinitionFields } from '#components/measures/definition-fields.tsx'
import { bodyOf, type Draft, draftOf, missingIn } from '#components/measures/draft.ts'
import { FormPane } from '#components/page/form-pane.tsx'
import { useWrite } from '#components/use-write.ts'
import type { EntityView } from '#lib/insights/entities/read.ts'
import type { MeasureView } from '#lib/insights/measures/view.ts'

type Props = {
  /** Absent for a new one. */
  measure?: MeasureView
  onClose: () => void
  onSaved: (name: string) => void
}

export function MeasureEditor({ measure, onClose, onSaved }: Props) {
  const t = useTranslations('measures')
  const insights = useTranslations('insights')
  const paths = usePaths()
  const { data: entities = [] } = useSWR<EntityView[]>(paths.entities)
  const [draft, setDraft] = useState(() => draftOf(measure))
  const change = (part: Partial<Draft>) => setDraft(before => ({ ...before, ...part }))
  const { write, pending, problem } = useWrite('form')
  const { fields, check } = useFieldProblems(problem)
  const { can } = useAccess()

  const save = async () => {
    if (!check(missingIn(draft))) return
    const body = bodyOf(draft, entities)
    const { ok } = await write(
      () => (measure ? send('PUT', paths.measure(measure.name), body) : send('POST', paths.measureList, body)),
      { done: insights(measure ? 'saved' : 'created', { name: body.displayName }), changes: paths.all },
    )
    if (ok) onSaved(uniqueName(draft))
  }

  return (
    <FormPane title={t(measure ? 'edit' : 'new')} onSubmit={save} onClose={onClose} pending={pending} problem={problem}>
      <NameFields
        names={draft}
        onChange={change}
        problems={fields}
        displayNameMember="displayName"
        isFixed={measure !== undefined}
      />
      <DescriptionField
        value={draft.description}
        onChange={description => change({ description })}
        problem={fields.description}
      />
      {!measure && (
        <KindField
          value={draft.kind}
          onChange={kind => change({ kind })}
          kinds={[
            { value: 'business', title: t('kinds.business'), hint: t('kindHints.business') },
            ...(can('sql.write') ? [{ value: 'sql' as const, title: t('kinds.sql'), hint: t('kindHints.sql') }] : []),
            { value: 'external', title: t('kinds.external'), hint: t('kindHints.external') },
          ]}
        />
      )}
      {draft.kind === 'business' && (
        <DefinitionFields draft={draft} onChange={change} entities={entities} problems={fields} />
      )}
      {draft.kind === 'sql' && (
        <SqlField
          value={draft.sql}
          onChange={sql => change({ sql })}
          problem={fields['definition.sql']}
          entities={entities}
          hint={t('sqlHint')}
        />
      )}
    </FormPane>
  )
}
