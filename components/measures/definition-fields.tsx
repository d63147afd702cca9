'use client'

import { Checkbox, Field, Select } from '@fluentui/react-components'
import { useTranslations } from 'use-intl/react'
import { EntityField } from '#components/insights/entity-field.tsx'
import { attributesFor, type Draft, OPERATIONS } from '#components/measures/draft.ts'
import { PaneSection } from '#components/page/pane-section.tsx'
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
  const { entityName, operation, attribute, filter } = draft
  const attributes = entities.find(({ name }) => name === entityName)?.attributes ?? []
  const setOperation = (given: string) => {
    const chosen = OPERATIONS.find(one => one === given) ?? 'count'
    const keeps = attributesFor(chosen, attributes).some(({ name }) => name === attribute)
    onChange({ operation: chosen, attribute: keeps ? attribute : '' })
  }
  return (
    <>
      <EntityField
        entities={entities}
        value={entityName}
        onChange={name => onChange({ entityName: name })}
        problem={problems['definition.entityName']}
      />
      <Field label={t('aggregate')} validationMessage={problems['definition.aggregate.operation']}>
        <Select value={operation} onChange={(_, { value }) => setOperation(value)}>
          {OPERATIONS.map(one => (
            <option key={one} value={one}>
              {t(`operations.${one}`)}
            </option>
          ))}
        </Select>
      </Field>
      {entityName !== '' && (
        <Field
          required={operation !== 'count'}
          label={t('attribute')}
          validationMessage={problems['definition.aggregate.attribute']}
        >
          <Select value={attribute} onChange={(_, { value }) => onChange({ attribute: value })}>
            {operation === 'count' && <option value="">{t('everyRow')}</option>}
            {operation !== 'count' && attribute === '' && <option value="">{t('chooseAttribute')}</option>}
            {offered(attributesFor(operation, attributes), attribute).map(name => (
              <option key={name} value={name}>
                {name}
              </option>
            ))}
          </Select>
        </Field>
      )}
      <Checkbox
        label={t('filterOnly')}
        checked={filter !== undefined}
        onChange={(_, { checked }) =>
          onChange({ filter: checked ? { all: [{ attribute: '', operator: 'eq', value: '' }] } : undefined })
        }
      />
      {filter && (
        <PaneSection title={t('filter')}>
          <RuleEditor
            rule={filter}
            onChange={changed => onChange({ filter: changed })}
            attributes={attributes}
            problems={problems}
            path="definition.filter"
          />
        </PaneSection>
      )}
    </>
  )
}

/** Names to choose from; the one that is chosen is among them, even where its entity has lost it. */
const offered = (attributes: { name: string }[], chosen: string) => {
  const names = attributes.map(({ name }) => name)
  return chosen === '' || names.includes(chosen) ? names : [chosen, ...names]
}
