'use client'

import { Button, Field, makeStyles, Select, tokens } from '@fluentui/react-components'
import { DismissRegular } from '@fluentui/react-icons'
import { useTranslations } from 'use-intl/react'
import { operatorsFor, takes, withAttribute, withOperator } from '#components/rules/edit.ts'
import { useOperatorName } from '#components/rules/use-operator-name.ts'
import { ValueField } from '#components/rules/value-field.tsx'
import type { Attribute } from '#lib/insights/port.ts'
import type { Condition, Operator } from '#lib/insights/rule.ts'

// Of the group that the condition is in (RuleEditor): groups in groups have ever less room.
const NARROW = '@container (max-width: 440px)'

const useStyles = makeStyles({
  row: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 5fr) minmax(0, 4fr) minmax(0, 5fr) auto',
    alignItems: 'start',
    gap: tokens.spacingHorizontalS,
    [NARROW]: { gridTemplateColumns: 'minmax(0, 1fr) auto' },
  },
  field: { gridTemplateColumns: 'minmax(0, 1fr)', [NARROW]: { gridColumn: '1' } },
  // A native select is as wide as its longest option unless it may be narrower.
  select: { minWidth: 0 },
  remove: { gridColumn: '-2', [NARROW]: { gridColumn: '2', gridRow: '1' } },
})

type Props = {
  number: string
  condition: Condition
  onChange: (condition: Condition) => void
  onRemove: () => void
  attributes: Attribute[]
  problems: Record<string, string>
  path: string
}

export function ConditionFields({ number, condition, onChange, onRemove, attributes, problems, path }: Props) {
  const styles = useStyles()
  const t = useTranslations('rules')
  const { attribute, operator } = condition
  const operatorName = useOperatorName()
  const typeOf = (wanted: string) => attributes.find(({ name }) => name === wanted)?.type
  const type = typeOf(attribute)
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as this is
    <div role="group" aria-label={t('condition', { number })} className={styles.row}>
      <Field className={styles.field} validationMessage={problems[`${path}.attribute`] ?? problems[path]}>
        <Select
          aria-label={t('attribute')}
          select={{ className: styles.select }}
          value={attribute}
          onChange={(_, data) => onChange(withAttribute(condition, data.value, typeOf(data.value)))}
        >
          {attribute === '' && <option value="">{t('chooseAttribute')}</option>}
          {attribute !== '' && type === undefined && <option value={attribute}>{attribute}</option>}
          {attributes.map(({ name, type }) => (
            <option key={name} value={name}>
              {`${name} (${t(`types.${type}`)})`}
            </option>
          ))}
        </Select>
      </Field>
      <Field className={styles.field} validationMessage={problems[`${path}.operator`]}>
        <Select
          aria-label={t('operator')}
          select={{ className: styles.select }}
          value={operator}
          onChange={(_, data) => onChange(withOperator(condition, data.value as Operator))}
        >
          {operatorsFor(type, operator).map(one => (
            <option key={one} value={one}>
              {operatorName(one, type)}
            </option>
          ))}
        </Select>
      </Field>
      {takes(operator) !== 'none' && (
        <Field className={styles.field} validationMessage={problems[`${path}.value`]}>
          <ValueField type={type} condition={condition} onChange={value => onChange({ ...condition, value })} />
        </Field>
      )}
      <Button
        className={styles.remove}
        appearance="subtle"
        icon={<DismissRegular />}
        aria-label={t('removeCondition', { number })}
        onClick={onRemove}
      />
    </div>
  )
}
