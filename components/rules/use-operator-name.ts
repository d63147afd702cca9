import { useTranslations } from 'use-intl/react'
import type { AttributeType } from '#lib/insights/port.ts'
import type { Operator } from '#lib/insights/rule.ts'

/** How an operator is called: dates are before and after each other, not less and more. */
export function useOperatorName() {
  const t = useTranslations('rules')
  return (operator: Operator, type: AttributeType | undefined) => {
    const isDate = type === 'date' || type === 'timestamp'
    return isDate && (operator === 'gt' || operator === 'ge' || operator === 'lt' || operator === 'le')
      ? t(`dateOperators.${operator}`)
      : t(`operators.${operator}`)
  }
}
