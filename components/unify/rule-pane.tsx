'use client'

import { Button, Field, Input, makeStyles, Select, tokens } from '@fluentui/react-components'
import { AddRegular } from '@fluentui/react-icons'
import { useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { FormPane } from '#components/page/form-pane.tsx'
import { ConditionFields } from '#components/unify/condition-fields.tsx'
import type { MatchCondition, MatchRule, SemanticType } from '#lib/insights/unification/definition.ts'
import { conditionFor } from '#lib/insights/unification/semantic-types.ts'
import type { RuleKind } from '#lib/insights/unification/unify.ts'

const useStyles = makeStyles({
  conditions: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL },
  add: { alignSelf: 'start' },
})

/** Which rule of which entity, and the types that its conditions may compare; `rule` is absent for a new one. */
export type EditedRule = {
  place: number
  kind: RuleKind
  index: number
  rule: MatchRule | undefined
  types: SemanticType[]
}

type Props = { edited: EditedRule; onApply: (rule: MatchRule) => void; onClose: () => void }

export function RulePane({ edited: { rule, types, kind }, onApply, onClose }: Props) {
  const styles = useStyles()
  const t = useTranslations('unify')
  const common = useTranslations('common')
  const [name, setName] = useState(rule?.name ?? '')
  const [conditions, setConditions] = useState(rule?.conditions ?? [fresh(types[0] ?? '')])
  const [minimum, setMinimum] = useState(rule?.minimum)
  const [tried, setTried] = useState(false)
  const isPart = minimum !== undefined && minimum < conditions.length
  const apply = () => {
    setTried(true)
    if (name.trim() !== '') onApply({ name: name.trim(), conditions, ...(isPart && { minimum }) })
  }
  const unused = types.find(type => !conditions.some(condition => condition.type === type)) ?? types[0]
  return (
    <FormPane
      title={rule ? t('editRule') : t(kind === 'match' ? 'newRule' : 'newDeduplication')}
      action={t('apply')}
      onSubmit={apply}
      onClose={onClose}
      pending={false}
      problem={undefined}
    >
      <Field
        label={common('name')}
        required
        {...(tried && name.trim() === '' && { validationMessage: common('required') })}
      >
        <Input value={name} maxLength={100} onChange={(_, { value }) => setName(value)} />
      </Field>
      <Field label={t('needs')}>
        <Select
          value={String(isPart ? minimum : conditions.length)}
          onChange={(_, { value }) => setMinimum(Number(value))}
        >
          {conditions.map((_, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: it is the number that is chosen
            <option key={index} value={index + 1}>
              {index + 1 === conditions.length
                ? t('allOf')
                : t('someOf', { minimum: index + 1, count: conditions.length })}
            </option>
          ))}
        </Select>
      </Field>
      <div className={styles.conditions}>
        {conditions.map((condition, index) => (
          <ConditionFields
            // biome-ignore lint/suspicious/noArrayIndexKey: conditions have nothing else that names them
            key={index}
            number={index + 1}
            condition={condition}
            types={types}
            onChange={next => setConditions(conditions.with(index, next))}
            onRemove={conditions.length > 1 ? () => setConditions(conditions.toSpliced(index, 1)) : undefined}
          />
        ))}
        {unused !== undefined && (
          <Button
            className={styles.add}
            icon={<AddRegular />}
            onClick={() => setConditions([...conditions, fresh(unused)])}
          >
            {t('addCondition')}
          </Button>
        )}
      </div>
    </FormPane>
  )
}

const fresh = (type: SemanticType): MatchCondition =>
  conditionFor(type) ?? { type, method: 'exact', precision: 'high', normalization: ['lowerCase', 'whitespace'] }
