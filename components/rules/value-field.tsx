'use client'

import { Input, makeStyles, Select, Textarea, tokens } from '@fluentui/react-components'
import { useTranslations } from 'use-intl/react'
import { isRelative, takes, unitsFor } from '#components/rules/edit.ts'
import { NumberField } from '#components/rules/number-field.tsx'
import type { AttributeType } from '#lib/insights/port.ts'
import type { Condition } from '#lib/insights/rule.ts'

const useStyles = makeStyles({
  moment: { display: 'grid', gap: tokens.spacingVerticalXS, gridTemplateColumns: 'minmax(0, 1fr)' },
  select: { minWidth: 0 },
})

type Props = {
  type: AttributeType | undefined
  condition: Condition
  onChange: (value: NonNullable<Condition['value']>) => void
}

/** What an attribute is compared with. Props of the Field around it reach the control. */
export function ValueField({ type, condition: { operator, value = '' }, onChange, ...field }: Props) {
  const styles = useStyles()
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
  const units = unitsFor(type)
  if (units.length === 0 && !isRelative(value))
    return <OneValue {...field} type={type} value={String(value)} onChange={onChange} />
  const chosen = isRelative(value) ? value.unit : 'fixed'
  const choose = (given: string) => {
    const unit = units.find(one => one === given)
    onChange(unit ? { ago: isRelative(value) ? value.ago : Number.NaN, unit } : '')
  }
  return (
    <div className={styles.moment}>
      {isRelative(value) ? (
        <NumberField
          {...field}
          label={t('howMany')}
          whole
          value={value.ago}
          onChange={ago => onChange({ ...value, ago })}
        />
      ) : (
        <OneValue {...field} type={type} value={String(value)} onChange={onChange} />
      )}
      <Select
        aria-label={t('moment')}
        select={{ className: styles.select }}
        value={chosen}
        onChange={(_, data) => choose(data.value)}
      >
        <option value="fixed">{t('fixedMoment')}</option>
        {(isRelative(value) && !units.includes(value.unit) ? [value.unit, ...units] : units).map(unit => (
          <option key={unit} value={unit}>
            {t(`unitsAgo.${unit}`)}
          </option>
        ))}
      </Select>
    </div>
  )
}

type OneProps = { type: AttributeType | undefined; value: string; onChange: (value: string) => void }

function OneValue({ type, value, onChange, ...field }: OneProps) {
  const t = useTranslations('rules')
  if (type === 'boolean' && ['', 'true', 'false'].includes(value)) {
    return (
      <Select {...field} aria-label={t('value')} value={value} onChange={(_, data) => onChange(data.value)}>
        {value === '' && <option value="" />}
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
      type={inputType(type, value)}
      step="any"
      value={value}
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
