'use client'

import { makeStyles, Text, tokens } from '@fluentui/react-components'
import { useTranslations } from 'use-intl/react'
import { isGroup, isRelated, matchOf, partsOf, placed } from '#components/rules/edit.ts'
import type { Condition, RelatedCondition, Rule } from '#lib/insights/rule.ts'

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
          <li key={path}>{isGroup(part) ? <RuleText rule={part} /> : <PartText part={part} />}</li>
        ))}
      </ul>
    </div>
  )
}

const PartText = ({ part }: { part: Condition | RelatedCondition }) =>
  isRelated(part) ? <Text>{part.related.entityName}</Text> : <ConditionText condition={part} />

function ConditionText({ condition: { attribute, operator, value } }: { condition: Condition }) {
  const styles = useStyles()
  const t = useTranslations('rules')
  const values = value === undefined ? [] : Array.isArray(value) ? value : [value]
  return (
    <Text>
      {attribute} {t(`operators.${operator}`)} <span className={styles.value}>{values.map(String).join(', ')}</span>
    </Text>
  )
}
