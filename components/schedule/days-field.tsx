'use client'

import { Caption1, Checkbox, makeStyles, tokens } from '@fluentui/react-components'
import { useId } from 'react'
import { useFormatter, useTranslations } from 'use-intl/react'

const useStyles = makeStyles({
  root: { margin: 0, padding: 0, border: 'none', minWidth: 0 },
  title: { padding: 0 },
  days: { display: 'flex', flexWrap: 'wrap', columnGap: tokens.spacingHorizontalS },
  missing: { color: tokens.colorPaletteRedForeground1 },
})

const MONDAY_FIRST = [1, 2, 3, 4, 5, 6, 0]

type Props = { days: number[]; isMissing: boolean; onChange: (days: number[]) => void }

/** The days of the week, by their names. No Field: that would give every box within it the same id. */
export function DaysField({ days, isMissing, onChange }: Props) {
  const styles = useStyles()
  const t = useTranslations('schedule')
  const nameOf = useDayName()
  const missing = useId()
  return (
    <fieldset className={styles.root} {...(isMissing && { 'aria-describedby': missing })}>
      <legend className={styles.title}>{t('days')}</legend>
      <div className={styles.days}>
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
      {isMissing && (
        <Caption1 id={missing} role="alert" className={styles.missing}>
          {t('noDay')}
        </Caption1>
      )}
    </fieldset>
  )
}

/** The name of a day of the week, 0 for Sunday. */
export function useDayName() {
  const format = useFormatter()
  // The 1st of November 2026 was a Sunday.
  return (day: number, weekday: 'long' | 'short' = 'long') =>
    format.dateTime(new Date(Date.UTC(2026, 10, 1 + day)), { weekday, timeZone: 'UTC' })
}
