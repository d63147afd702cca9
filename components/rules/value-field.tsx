'use client'

import { Input, Select, Textarea } from '@fluentui/react-components'
import { useTranslations } from 'use-intl/react'
import { takes } from '#components/rules/edit.ts'
import type { AttributeType } from '#lib/insights/port.ts'
import type { Condition, Scalar } from '#lib/insights/rule.ts'

type Props = {
  type: AttributeType | undefined
  condition: Condition
  onChange: (value: Scalar | Scalar[]) => void
}

/** What an attribute is compared with. Props of the Field around it reach the control. */
export function ValueField({ type, condition: { operator, value = '' }, onChange, ...field }: Props) {
  const t = useTranslations('rules')
  if (takes(operator) === 'many') {
    const lines = (Array.isArray(value) ? value : [value]).join('\n')
    return (
      <Textarea
        {...field}
        aria-label={t('values')}
        placeholder={t('values')}
        rows={3}
        value={lines}
        onChange={(_, data) => onChange(data.value.split('\n'))}
      />
    )
  }
  const text = String(value)
  if (type === 'boolean' && ['', 'true', 'false'].includes(text)) {
    return (
      <Select {...field} aria-label={t('value')} value={text} onChange={(_, data) => onChange(data.value)}>
        {text === '' && <option value="" />}
        <option value="true">{t('yes')}</option>
        <option value="false">{t('no')}</option>
      </Select>
    )
  }
  return (
    <Input
      {...field}
      aria-label={t('value')}
      placeholder={t('value')}
      type={inputType(type, text)}
      step="any"
      value={text}
      onChange={(_, data) => onChange(data.value)}
    />
  )
}

/** The kind of input that can show the text: one for numbers would show nothing of "twelve". */
function inputType(type: AttributeType | undefined, text: string) {
  const isNumber = Number.isFinite(Number(text))
  if ((type === 'integer' || type === 'decimal') && isNumber) return 'number'
  if (type === 'date' && (text === '' || /^\d{4}-\d{2}-\d{2}$/.test(text))) return 'date'
  return 'text'
}
