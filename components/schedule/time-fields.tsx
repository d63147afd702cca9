'use client'

import { Button, Field, Input, makeStyles, tokens } from '@fluentui/react-components'
import { AddRegular, DeleteRegular } from '@fluentui/react-icons'
import { useTranslations } from 'use-intl/react'
import { MAX_TIMES, type Mistakes } from '#components/schedule/draft.ts'

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', alignItems: 'flex-start', gap: tokens.spacingVerticalS },
  // The button stands beside the input, under its label.
  row: { display: 'flex', alignItems: 'flex-start', gap: tokens.spacingHorizontalS },
  remove: { marginTop: '26px' },
})

type Props = {
  times: string[]
  mistakes: Mistakes['times'] | undefined
  onChange: (times: string[]) => void
}

/** Up to four times of day. */
export function TimeFields({ times, mistakes, onChange }: Props) {
  const styles = useStyles()
  const t = useTranslations('schedule')
  const entries = times.map((time, index) => ({
    time,
    index,
    label: times.length === 1 ? t('time') : t('timeNumber', { number: String(index + 1) }),
  }))
  return (
    <div className={styles.root}>
      {entries.map(({ time, index, label }) => (
        <div key={label} className={styles.row}>
          <Field label={label} {...(mistakes?.[index] && { validationMessage: t(`mistakes.${mistakes[index]}`) })}>
            <Input
              type="time"
              value={time}
              onChange={(_, { value }) => onChange(times.with(index, value.slice(0, 5)))}
            />
          </Field>
          {times.length > 1 && (
            <Button
              className={styles.remove}
              appearance="subtle"
              icon={<DeleteRegular />}
              aria-label={t('removeTime', { label })}
              onClick={() => onChange(times.toSpliced(index, 1))}
            />
          )}
        </div>
      ))}
      {times.length < MAX_TIMES && (
        <Button icon={<AddRegular />} onClick={() => onChange([...times, ''])}>
          {t('addTime')}
        </Button>
      )}
    </div>
  )
}
