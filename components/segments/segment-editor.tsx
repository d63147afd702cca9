'use client'

import { useState } from 'react'
import useSWR from 'swr'
import { useTranslations } from 'use-intl/react'
import { useAccess } from '#components/access.tsx'
import { send } from '#components/api.ts'
import { EntityField } from '#components/insights/entity-field.tsx'
import { KindField } from '#components/insights/kind-field.tsx'
import { DescriptionField, NameFields } from '#components/insights/name-fields.tsx'
import { uniqueName } from '#components/insights/names.ts'
import { SqlField } from '#components/insights/sql-field.tsx'
import { useFieldProblems } from '#components/insights/use-field-problems.ts'
import { usePaths } from '#components/insights/use-paths.ts'
import { FormPane } from '#components/page/form-pane.tsx'
import { PaneSection } from '#components/page/pane-section.tsx'
import { attributesOf } from '#components/rules/edit.ts'
import { RuleEditor } from '#components/rules/rule-editor.tsx'
import { bodyOf, type Draft, draftOf, missingIn } from '#components/segments/draft.ts'
import { useWrite } from '#components/use-write.ts'
import type { EntityView } from '#lib/insights/entities/read.ts'
import type { SegmentView } from '#lib/insights/segments/view.ts'

type Props = {
  /** Absent for a new one. */
  segment?: SegmentView
  onClose: () => void
  onSaved: (name: string) => void
}

export function SegmentEditor({ segment, onClose, onSaved }: Props) {
  const t = useTranslations('segments')
  const insights = useTranslations('insights')
  const rules = useTranslations('rules')
  const paths = usePaths()
  const { data: entities = [] } = useSWR<EntityView[]>(paths.entities)
  const [draft, setDraft] = useState(() => draftOf(segment))
  const change = (part: Partial<Draft>) => setDraft(before => ({ ...before, ...part }))
  const { write, pending, problem } = useWrite('form')
  const { fields, check } = useFieldProblems(problem)
  const { can } = useAccess()

  const save = async () => {
    if (!check(missingIn(draft))) return
    const body = bodyOf(draft, entities)
    const { ok } = await write(
      () => (segment ? send('PUT', paths.segment(segment.name), body) : send('POST', paths.segmentList, body)),
      { done: insights(segment ? 'saved' : 'created', { name: body.friendlyName }), changes: paths.all },
    )
    if (ok) onSaved(uniqueName(draft))
  }

  return (
    <FormPane title={t(segment ? 'edit' : 'new')} onSubmit={save} onClose={onClose} pending={pending} problem={problem}>
      <NameFields
        names={draft}
        onChange={change}
        problems={fields}
        displayNameMember="friendlyName"
        isFixed={segment !== undefined}
      />
      <DescriptionField
        value={draft.description}
        onChange={description => change({ description })}
        problem={fields.description}
      />
      {!segment && (
        <KindField
          value={draft.kind}
          onChange={kind => change({ kind })}
          kinds={[
            { value: 'rule', title: t('kinds.rule'), hint: t('kindHints.rule') },
            ...(can('sql.write') ? [{ value: 'sql' as const, title: t('kinds.sql'), hint: t('kindHints.sql') }] : []),
            { value: 'external', title: t('kinds.external'), hint: t('kindHints.external') },
          ]}
        />
      )}
      {draft.kind === 'rule' && (
        <>
          <EntityField
            entities={entities}
            value={draft.entityName}
            onChange={entityName => change({ entityName })}
            problem={fields.entityName}
          />
          {draft.entityName !== '' && (
            <PaneSection title={rules('title')}>
              <RuleEditor
                rule={draft.rule}
                onChange={rule => change({ rule })}
                attributes={attributesOf(draft.entityName, entities)}
                entities={entities}
                problems={fields}
                path="rule"
              />
            </PaneSection>
          )}
        </>
      )}
      {draft.kind === 'sql' && (
        <SqlField
          value={draft.sql}
          onChange={sql => change({ sql })}
          problem={fields.sql}
          entities={entities}
          hint={t('sqlHint')}
        />
      )}
    </FormPane>
  )
}
