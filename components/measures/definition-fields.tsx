'use client'

import { Checkbox } from '@fluentui/react-components'
import { useTranslations } from 'use-intl/react'
import { EntityField } from '#components/insights/entity-field.tsx'
import { DimensionFields } from '#components/measures/dimension-fields.tsx'
import type { Draft } from '#components/measures/draft.ts'
import { PaneSection } from '#components/page/pane-section.tsx'
import { AggregateFields } from '#components/rules/aggregate-fields.tsx'
import { attributesOf, emptyCondition } from '#components/rules/edit.ts'
import { RuleEditor } from '#components/rules/rule-editor.tsx'
import type { EntityView } from '#lib/insights/entities/read.ts'

type Props = {
  draft: Draft
  onChange: (part: Partial<Draft>) => void
  entities: EntityView[]
  problems: Record<string, string>
}

/** What is calculated, over which rows. */
export function DefinitionFields({ draft, onChange, entities, problems }: Props) {
  const t = useTranslations('measures')
  const { entityName, aggregate, filter, dimensions } = draft
  const attributes = attributesOf(entityName, entities)
  return (
    <>
      <EntityField
        entities={entities}
        value={entityName}
        onChange={name => onChange({ entityName: name })}
        problem={problems['definition.entityName']}
      />
      {entityName !== '' && (
        <AggregateFields
          aggregate={aggregate}
          onChange={changed => onChange({ aggregate: changed })}
          attributes={attributes}
          problems={problems}
          path="definition.aggregate"
        />
      )}
      <Checkbox
        label={t('filterOnly')}
        checked={filter !== undefined}
        onChange={(_, { checked }) => onChange({ filter: checked ? { all: [emptyCondition()] } : undefined })}
      />
      {filter && (
        <PaneSection title={t('filter')}>
          <RuleEditor
            rule={filter}
            onChange={changed => onChange({ filter: changed })}
            attributes={attributes}
            entities={entities}
            problems={problems}
            path="definition.filter"
          />
        </PaneSection>
      )}
      {entityName !== '' && (
        <PaneSection title={t('dimensions')}>
          <DimensionFields
            dimensions={dimensions}
            onChange={changed => onChange({ dimensions: changed })}
            attributes={attributes}
            problems={problems}
          />
        </PaneSection>
      )}
    </>
  )
}
