'use client'

import { Button, Caption1, Checkbox, Field, makeStyles, Select, SpinButton, tokens } from '@fluentui/react-components'
import { DismissRegular } from '@fluentui/react-icons'
import { useId } from 'react'
import { useTranslations } from 'use-intl/react'
import { useTypeName } from '#components/unify/use-type-name.ts'
import {
  leastSimilarity,
  type MatchCondition,
  METHODS,
  type Method,
  NORMALIZATIONS,
  PRECISIONS,
  type Precision,
  type SemanticType,
} from '#lib/insights/unification/definition.ts'

const useStyles = makeStyles({
  root: {
    margin: 0,
    padding: tokens.spacingHorizontalM,
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalM,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
  },
  head: { display: 'flex', alignItems: 'end', gap: tokens.spacingHorizontalS },
  grow: { flexGrow: 1 },
  row: { display: 'grid', gridTemplateColumns: 'repeat(auto-fit, minmax(10rem, 1fr))', gap: tokens.spacingHorizontalM },
  field: { gridTemplateColumns: 'minmax(0, 1fr)' },
  // A native select is as wide as its longest option unless it may be narrower.
  select: { minWidth: 0 },
  boxes: { display: 'flex', flexWrap: 'wrap' },
  label: { flexBasis: '100%' },
})

type Props = {
  number: number
  condition: MatchCondition
  types: SemanticType[]
  onChange: (condition: MatchCondition) => void
  onRemove: (() => void) | undefined
}

/** One condition of a rule: what is compared, how alike it must be, and what is evened out before. */
export function ConditionFields({ number, condition, types, onChange, onRemove }: Props) {
  const styles = useStyles()
  const t = useTranslations('unify')
  const typeName = useTypeName()
  const id = useId()
  const { type, method, precision, normalization } = condition
  const setPrecision = (next: Precision) => {
    const { threshold: _, ...rest } = condition
    onChange({ ...rest, precision: next, ...(next === 'custom' && { threshold: leastSimilarity(condition) }) })
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as this is
    <div role="group" aria-label={t('condition', { number })} className={styles.root}>
      <div className={styles.head}>
        <Field label={t('compare')} className={styles.grow}>
          <Select value={type} onChange={(_, { value }) => onChange({ ...condition, type: value })}>
            {[...new Set([type, ...types])].map(one => (
              <option key={one} value={one}>
                {typeName(one)}
              </option>
            ))}
          </Select>
        </Field>
        {onRemove && (
          <Button
            appearance="subtle"
            icon={<DismissRegular />}
            aria-label={t('removeCondition', { number })}
            onClick={onRemove}
          />
        )}
      </div>
      <div className={styles.row}>
        <Field label={t('method')} className={styles.field}>
          <Select
            select={{ className: styles.select }}
            value={method}
            onChange={(_, { value }) => onChange({ ...condition, method: value as Method })}
          >
            {METHODS.map(one => (
              <option key={one} value={one}>
                {t(`methods.${one}`)}
              </option>
            ))}
          </Select>
        </Field>
        {method !== 'exact' && (
          <Field label={t('precision')} className={styles.field}>
            <Select
              select={{ className: styles.select }}
              value={precision}
              onChange={(_, { value }) => setPrecision(value as Precision)}
            >
              {PRECISIONS.map(one => (
                <option key={one} value={one}>
                  {t(`precisions.${one}`)}
                </option>
              ))}
            </Select>
          </Field>
        )}
        {method !== 'exact' && precision === 'custom' && (
          <Field label={t('threshold')}>
            <SpinButton
              min={1}
              max={100}
              value={Math.round((condition.threshold ?? 1) * 100)}
              onChange={(_, { value, displayValue }) => {
                const percent = value ?? Number.parseInt(displayValue ?? '', 10)
                if (percent >= 1 && percent <= 100) onChange({ ...condition, threshold: percent / 100 })
              }}
            />
          </Field>
        )}
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as this is */}
      <div role="group" aria-labelledby={id} className={styles.boxes}>
        <Caption1 id={id} className={styles.label}>
          {t('normalization')}
        </Caption1>
        {NORMALIZATIONS.map(one => (
          <Checkbox
            key={one}
            label={t(`normalizations.${one}`)}
            checked={normalization.includes(one)}
            onChange={(_, { checked }) => {
              const others = normalization.filter(other => other !== one)
              onChange({ ...condition, normalization: checked ? [...others, one] : others })
            }}
          />
        ))}
      </div>
    </div>
  )
}
