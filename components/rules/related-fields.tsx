'use client'

import { Button, Checkbox, Field, makeStyles, Select, Text, tokens } from '@fluentui/react-components'
import { DismissRegular } from '@fluentui/react-icons'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl/react'
import { AggregateFields } from '#components/rules/aggregate-fields.tsx'
import { attributesOf, emptyCondition } from '#components/rules/edit.ts'
import { NumberField } from '#components/rules/number-field.tsx'
import { useOperatorName } from '#components/rules/use-operator-name.ts'
import type { EntityView } from '#lib/insights/entities/read.ts'
import type { Attribute } from '#lib/insights/port.ts'
import { COMPARISON_OPERATORS, type Related, type RelatedCondition, type Rule } from '#lib/insights/rule.ts'

const useStyles = makeStyles({
  root: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
    padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalS} ${tokens.spacingVerticalM} ${tokens.spacingHorizontalM}`,
    borderLeft: `3px solid ${tokens.colorPaletteTealBorderActive}`,
    backgroundColor: tokens.colorNeutralBackground2,
    borderRadius: tokens.borderRadiusMedium,
  },
  head: { display: 'flex', justifyContent: 'space-between', alignItems: 'center', gap: tokens.spacingHorizontalS },
  columns: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(9rem, 1fr))',
    alignItems: 'start',
    gap: tokens.spacingHorizontalS,
  },
  field: { gridTemplateColumns: 'minmax(0, 1fr)' },
  select: { minWidth: 0 },
})

type Props = {
  number: string
  condition: RelatedCondition
  onChange: (condition: RelatedCondition) => void
  onRemove: () => void
  attributes: Attribute[]
  entities: EntityView[]
  problems: Record<string, string>
  path: string
  /** The editor of a rule, in which this is a part. */
  editor: (rule: Rule, onChange: (rule: Rule) => void, attributes: Attribute[], path: string) => ReactNode
}

/** A condition on the rows of another entity that belong to a row: how many, or what they add up to. */
export function RelatedFields({
  number,
  condition,
  onChange,
  onRemove,
  attributes,
  entities,
  problems,
  path,
  editor,
}: Props) {
  const styles = useStyles()
  const t = useTranslations('rules')
  const insights = useTranslations('insights')
  const operatorName = useOperatorName()
  const { related, operator, value } = condition
  const others = attributesOf(related.entityName, entities)
  const set = (part: Partial<Related>) => onChange({ ...condition, related: { ...related, ...part } })
  const setOn = (part: Partial<Related['on']>) => set({ on: { ...related.on, ...part } })
  const setFilter = (filter: Rule | undefined) => {
    const { filter: _, ...rest } = related
    onChange({ ...condition, related: filter ? { ...rest, filter } : rest })
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as this is
    <div role="group" aria-label={t('relatedCondition', { number })} className={styles.root}>
      <div className={styles.head}>
        <Text weight="semibold">{t('related')}</Text>
        <Button
          appearance="subtle"
          icon={<DismissRegular />}
          aria-label={t('removeCondition', { number })}
          onClick={onRemove}
        />
      </div>
      <div className={styles.columns}>
        <Choice
          label={insights('entity')}
          empty={insights('chooseEntity')}
          names={entities.map(({ name }) => name)}
          value={related.entityName}
          onChange={entityName => onChange({ ...condition, related: chosen(entityName, attributes, entities) })}
          problem={problems[`${path}.related.entityName`]}
        />
        {related.entityName !== '' && (
          <>
            <Choice
              label={t('relatedKey', { entity: related.entityName })}
              empty={t('chooseAttribute')}
              names={others.map(({ name }) => name)}
              value={related.on.relatedAttribute}
              onChange={relatedAttribute => setOn({ relatedAttribute })}
              problem={problems[`${path}.related.on.relatedAttribute`]}
            />
            <Choice
              label={t('ownKey')}
              empty={t('chooseAttribute')}
              names={attributes.map(({ name }) => name)}
              value={related.on.attribute}
              onChange={attribute => setOn({ attribute })}
              problem={problems[`${path}.related.on.attribute`]}
            />
          </>
        )}
      </div>
      {related.entityName !== '' && (
        <>
          <div className={styles.columns}>
            <AggregateFields
              aggregate={related.aggregate}
              onChange={aggregate => set({ aggregate })}
              attributes={others}
              problems={problems}
              path={`${path}.related.aggregate`}
            />
          </div>
          <div className={styles.columns}>
            <Field className={styles.field} validationMessage={problems[`${path}.operator`]}>
              <Select
                aria-label={t('operator')}
                value={operator}
                onChange={(_, data) =>
                  onChange({ ...condition, operator: COMPARISON_OPERATORS.find(one => one === data.value) ?? operator })
                }
              >
                {COMPARISON_OPERATORS.map(one => (
                  <option key={one} value={one}>
                    {operatorName(one, 'decimal')}
                  </option>
                ))}
              </Select>
            </Field>
            <Field className={styles.field} validationMessage={problems[`${path}.value`] ?? problems[path]}>
              <NumberField
                label={t('value')}
                value={value}
                onChange={next => onChange({ ...condition, value: next })}
              />
            </Field>
          </div>
          <Checkbox
            label={t('relatedFilter', { entity: related.entityName })}
            checked={related.filter !== undefined}
            onChange={(_, { checked }) => setFilter(checked ? { all: [emptyCondition()] } : undefined)}
          />
          {related.filter && editor(related.filter, setFilter, others, `${path}.related.filter`)}
        </>
      )}
    </div>
  )
}

/** Another entity to relate to: its attributes are others, and a key that both have under one name is a good guess. */
function chosen(entityName: string, attributes: Attribute[], entities: EntityView[]): Related {
  const others = attributesOf(entityName, entities)
  const shared =
    attributes.find(one => others.some(({ name, type }) => name === one.name && type === one.type))?.name ?? ''
  return { entityName, on: { attribute: shared, relatedAttribute: shared }, aggregate: { operation: 'count' } }
}

type ChoiceProps = {
  label: string
  empty: string
  names: string[]
  value: string
  onChange: (name: string) => void
  problem: string | undefined
}

function Choice({ label, empty, names, value, onChange, problem }: ChoiceProps) {
  const styles = useStyles()
  return (
    <Field className={styles.field} label={label} validationMessage={problem}>
      <Select select={{ className: styles.select }} value={value} onChange={(_, data) => onChange(data.value)}>
        {value === '' && <option value="">{empty}</option>}
        {value !== '' && !names.includes(value) && <option value={value}>{value}</option>}
        {names.map(name => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </Select>
    </Field>
  )
}
