'use client'

import { Field, Select } from '@fluentui/react-components'
import { useTranslations } from 'use-intl/react'
import { attributesFor, OPERATIONS, offered } from '#components/rules/aggregates.ts'
import type { Aggregate, AggregateOperation, Attribute } from '#lib/insights/port.ts'

type Chosen = Pick<Aggregate, 'operation' | 'attribute'>

type Props = {
  aggregate: Chosen
  onChange: (aggregate: Chosen) => void
  attributes: Attribute[]
  problems: Record<string, string>
  /** The place of the aggregate in what is sent. */
  path: string
}

/** What is computed of rows: how many, or the sum of an attribute. */
export function AggregateFields({
  aggregate: { operation, attribute = '' },
  onChange,
  attributes,
  problems,
  path,
}: Props) {
  const t = useTranslations('measures')
  const set = (next: AggregateOperation, name: string) =>
    onChange({ operation: next, ...(name !== '' && { attribute: name }) })
  const setOperation = (given: string) => {
    const chosen = OPERATIONS.find(one => one === given) ?? 'count'
    const keeps = attributesFor(chosen, attributes).some(({ name }) => name === attribute)
    set(chosen, keeps ? attribute : '')
  }
  return (
    <>
      <Field label={t('aggregate')} validationMessage={problems[`${path}.operation`]}>
        <Select value={operation} select={{ style: { minWidth: 0 } }} onChange={(_, { value }) => setOperation(value)}>
          {OPERATIONS.map(one => (
            <option key={one} value={one}>
              {t(`operations.${one}`)}
            </option>
          ))}
        </Select>
      </Field>
      <Field required={operation !== 'count'} label={t('attribute')} validationMessage={problems[`${path}.attribute`]}>
        <Select
          value={attribute}
          select={{ style: { minWidth: 0 } }}
          onChange={(_, { value }) => set(operation, value)}
        >
          {operation === 'count' && <option value="">{t('everyRow')}</option>}
          {operation !== 'count' && attribute === '' && <option value="">{t('chooseAttribute')}</option>}
          {offered(attributesFor(operation, attributes), attribute).map(name => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </Select>
      </Field>
    </>
  )
}
