'use client'

import {
  Body1,
  Button,
  Field,
  MessageBar,
  MessageBarBody,
  makeStyles,
  Radio,
  RadioGroup,
  Spinner,
  Switch,
  tokens,
} from '@fluentui/react-components'
import { type FormEvent, useEffect, useState } from 'react'
import { useFormatter, useTranslations } from 'use-intl/react'
import { useAccess } from '#components/access.tsx'
import { send } from '#components/api.ts'
import { usePaths } from '#components/insights/use-paths.ts'
import { ProblemBar } from '#components/page/problem-bar.tsx'
import { DaysField } from '#components/schedule/days-field.tsx'
import { bodyOf, type Draft, draftOf, isMixed, mistakesIn } from '#components/schedule/draft.ts'
import { TimeFields } from '#components/schedule/time-fields.tsx'
import { TimeZoneField } from '#components/schedule/time-zone-field.tsx'
import { useWrite } from '#components/use-write.ts'
import type { ScheduleView } from '#lib/insights/schedules/view.ts'

const useStyles = makeStyles({
  card: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'flex-start',
    gap: tokens.spacingVerticalL,
    maxWidth: '720px',
    padding: tokens.spacingHorizontalXL,
    backgroundColor: tokens.colorNeutralBackground1,
    borderRadius: tokens.borderRadiusMedium,
    boxShadow: tokens.shadow2,
  },
  text: { color: tokens.colorNeutralForeground2, margin: 0 },
  fields: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'flex-start',
    gap: tokens.spacingVerticalL,
    width: '100%',
    minWidth: 0,
    margin: 0,
    padding: 0,
    border: 'none',
  },
})

type Props = { schedule: ScheduleView | undefined; timeZone: string }

/** The schedule of full refreshes: off until somebody turns it on. */
export function ScheduleForm({ schedule, timeZone }: Props) {
  const styles = useStyles()
  const t = useTranslations('schedule')
  const common = useTranslations('common')
  const { can } = useAccess()
  const paths = usePaths()
  const { write, pending, problem } = useWrite('form')
  const [edited, setEdited] = useState<Draft>()
  const [isSubmitted, setSubmitted] = useState(false)
  const kept = draftOf(schedule, timeZone)
  const draft = edited ?? kept
  // Turned off, it keeps the times that it had.
  const body = bodyOf(draft.isActive ? draft : { ...kept, isActive: false })
  const isChanged = JSON.stringify(body) !== JSON.stringify(bodyOf(kept))
  const mistakes = draft.isActive ? mistakesIn(draft) : undefined
  const change = (changes: Partial<Draft>) => setEdited({ ...draft, ...changes })

  // Once what was saved is what is shown, what others save is shown too.
  const isSaved = isSubmitted && !isChanged
  useEffect(() => {
    if (!isSaved) return
    setEdited(undefined)
    setSubmitted(false)
  }, [isSaved])

  const save = async (event: FormEvent) => {
    event.preventDefault()
    if (pending || !isChanged) return
    setSubmitted(true)
    if (mistakes) return
    const call = () =>
      schedule ? send('PUT', paths.schedule(schedule.scheduleId), body) : send('POST', paths.schedules, body)
    await write(call, { done: t(draft.isActive ? 'savedOn' : 'savedOff'), changes: [paths.schedules] })
  }

  return (
    <form className={styles.card} noValidate onSubmit={save}>
      <ProblemBar problem={problem} />
      <Body1 as="p" className={styles.text}>
        {t('text')}
      </Body1>
      <fieldset disabled={!can('schedules.write')} className={styles.fields}>
        <Switch
          label={t(draft.isActive ? 'on' : 'off')}
          aria-label={t('title')}
          checked={draft.isActive}
          onChange={(_, { checked }) => change({ isActive: checked })}
        />
        {draft.isActive && (
          <>
            {isMixed(schedule) && (
              <MessageBar intent="warning" layout="multiline">
                <MessageBarBody>{t('mixed')}</MessageBarBody>
              </MessageBar>
            )}
            <Field label={t('recurrence')}>
              <RadioGroup
                layout="horizontal"
                value={draft.recurrence}
                onChange={(_, { value }) => change({ recurrence: value as Draft['recurrence'] })}
              >
                <Radio value="weekly" label={t('weekly')} />
                <Radio value="daily" label={t('daily')} />
              </RadioGroup>
            </Field>
            {draft.recurrence === 'weekly' && (
              <DaysField
                days={draft.days}
                isMissing={isSubmitted && mistakes?.days === true}
                onChange={days => change({ days })}
              />
            )}
            <TimeZoneField value={draft.timezoneId} onChange={timezoneId => change({ timezoneId })} />
            <TimeFields
              times={draft.times}
              mistakes={isSubmitted ? mistakes?.times : undefined}
              onChange={times => change({ times })}
            />
          </>
        )}
      </fieldset>
      {schedule?.nextRunTimestamp && !isChanged && (
        <NextRun at={schedule.nextRunTimestamp} zone={schedule.timezoneId} />
      )}
      {can('schedules.write') && (
        <Button
          type="submit"
          appearance="primary"
          disabledFocusable={pending || !isChanged}
          icon={pending ? <Spinner size="tiny" /> : null}
        >
          {common('save')}
        </Button>
      )}
    </form>
  )
}

/** By the clocks of the schedule, which may not be those of who reads it. */
function NextRun({ at, zone }: { at: string; zone: string }) {
  const t = useTranslations('schedule')
  const format = useFormatter()
  const time = format.dateTime(new Date(at), { dateStyle: 'full', timeStyle: 'short', timeZone: zone })
  return <Body1>{t('nextRun', { time, zone: zone.replaceAll('_', ' ') })}</Body1>
}
