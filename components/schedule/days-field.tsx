'use client'

import { Checkbox, Field, makeStyles, tokens } from '@fluentui/react-components'
import { useFormatter, useTranslations } from 'use-intl/react'

const useStyles = makeStyles({ days: { display: 'flex', flexWrap: 'wrap', columnGap: tokens.spacingHorizontalS } })

const MONDAY_FIRST = [1, 2, 3, 4, 5, 6, 0]

type Props = { days: number[]; isMissing: boolean; onChange: (days: number[]) => void }

/** The days of the week, by their names. */
export function DaysField({ days, isMissing, onChange }: Props) {
  const styles = useStyles()
  const t = useTranslations('schedule')
  const nameOf = useDayName()
  return (
    <Field label={t('days')} {...(isMissing && { validationMessage: t('noDay') })}>
      {/* biome-ignore lint/a11y/useSemanticElements: the field names a group, and a fieldset would want a legend of its own */}
      <div role="group" className={styles.days}>
        {MONDAY_FIRST.map(day => (
          <Checkbox
            key={day}
            label={nameOf(day)}
            checked={days.includes(day)}
            onChange={(_, { checked }) =>
              onChange(checked ? [...days, day].sort() : days.filter(other => other !== day))
            }
          />
        ))}
      </div>
    </Field>
  )
}

/** The name of a day of the week, 0 for Sunday. */
export function useDayName() {
  const format = useFormatter()
  // The 1st of November 2026 was a Sunday.
  return (day: number, weekday: 'long' | 'short' = 'long') =>
    format.dateTime(new Date(Date.UTC(2026, 10, 1 + day)), { weekday, timeZone: 'UTC' })
}
