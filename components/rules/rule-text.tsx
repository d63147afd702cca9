'use client'

import { makeStyles, Text, tokens } from '@fluentui/react-components'
import { useTranslations } from 'use-intl/react'
import { Calculation } from '#components/measures/calculation.tsx'
import { isGroup, isRelated, isRelative, matchOf, partsOf, placed } from '#components/rules/edit.ts'
import { useOperatorName } from '#components/rules/use-operator-name.ts'
import type { AttributeType } from '#lib/insights/port.ts'
import type { Condition, Part, RelatedCondition, Relative, Rule } from '#lib/insights/rule.ts'

const useStyles = makeStyles({
  list: { margin: 0, paddingLeft: tokens.spacingHorizontalXL, display: 'grid', gap: tokens.spacingVerticalXS },
  value: { fontWeight: tokens.fontWeightSemibold },
})

/** A rule in words, however deep it goes. */
export function RuleText({ rule }: { rule: Rule }) {
  const styles = useStyles()
  const t = useTranslations('rules')
  const isAll = matchOf(rule) === 'all'
  if (partsOf(rule).length === 0) return <Text>{t(isAll ? 'everyRow' : 'noRow')}</Text>
  return (
    <div>
      <Text>{t(isAll ? 'allOf' : 'anyOf')}</Text>
      <ul className={styles.list}>
        {placed(rule, '').map(({ part, path }) => (
          <li key={path}>
            <PartText part={part} />
          </li>
        ))}
      </ul>
    </div>
  )
}

function PartText({ part }: { part: Part }) {
  if (isGroup(part)) return <RuleText rule={part} />
  return isRelated(part) ? <RelatedText condition={part} /> : <ConditionText condition={part} />
}

function ConditionText({ condition: { attribute, operator, value } }: { condition: Condition }) {
  const styles = useStyles()
  const operatorName = useOperatorName()
  return (
    <Text>
      {attribute} {operatorName(operator, dateLike(value))}{' '}
      <span className={styles.value}>
        {isRelative(value) ? <RelativeText value={value} /> : [value ?? []].flat().map(String).join(', ')}
      </span>
    </Text>
  )
}

/** A rule alone does not say what its attributes are; a value that is a date does. */
const dateLike = (value: Condition['value']): AttributeType | undefined =>
  isRelative(value) || (typeof value === 'string' && /^\d{4}-\d\d-\d\d/.test(value)) ? 'date' : undefined

function RelativeText({ value: { ago, unit } }: { value: Relative }) {
  const t = useTranslations('rules')
  return ago < 0 ? t(`ahead.${unit}`, { count: -ago }) : t(`ago.${unit}`, { count: ago })
}

function RelatedText({ condition: { related, operator, value } }: { condition: RelatedCondition }) {
  const styles = useStyles()
  const t = useTranslations('rules')
  const operatorName = useOperatorName()
  const { on, filter } = related
  return (
    <>
      <Text>
        <Calculation definition={related} /> {t('relatedBy', { own: on.attribute, other: on.relatedAttribute })}{' '}
        {operatorName(operator, 'decimal')} <span className={styles.value}>{value}</span>
      </Text>
      {filter && (
        <div>
          <Text>{t('relatedWhere')}</Text> <RuleText rule={filter} />
        </div>
      )}
    </>
  )
}
