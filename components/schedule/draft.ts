import { cronOf, EVERY_DAY, parseCron, type Time } from '#lib/insights/schedules/cron.ts'
import type { ScheduleView } from '#lib/insights/schedules/view.ts'

/** A schedule as the form shows it: times of day, all on the same days. */
export type Draft = {
  isActive: boolean
  recurrence: 'weekly' | 'daily'
  days: number[]
  timezoneId: string
  /** "08:30"; empty where nothing is entered. */
  times: string[]
}

export const MAX_TIMES = 4
const WORKDAYS = [1, 2, 3, 4, 5]

/** @param timezoneId of the person, for a schedule that is yet to be made */
export function draftOf(schedule: ScheduleView | undefined, timezoneId: string): Draft {
  const [first, ...others] = timesOf(schedule)
  if (!schedule || !first)
    return { isActive: false, recurrence: 'weekly', days: WORKDAYS, timezoneId, times: ['06:00'] }
  return {
    isActive: schedule.isActive,
    recurrence: first.days.length === EVERY_DAY.length ? 'daily' : 'weekly',
    days: first.days.length === EVERY_DAY.length ? WORKDAYS : first.days,
    timezoneId: schedule.timezoneId,
    times: [first, ...others].map(clockOf),
  }
}

/** Whether its times have different days: the API can say so, the form cannot. */
export const isMixed = (schedule: ScheduleView | undefined) =>
  new Set(timesOf(schedule).map(({ days }) => days.join())).size > 1

export const bodyOf = ({ isActive, recurrence, days, timezoneId, times }: Draft) => ({
  operationType: 'all' as const,
  isActive,
  timezoneId,
  cronSchedules: times.map(time => {
    const [hour = 0, minute = 0] = time.split(':').map(Number)
    return cronOf({ hour, minute, days: recurrence === 'daily' ? EVERY_DAY : days })
  }),
})

export type Mistakes = { days: boolean; times: ('missing' | 'twice' | undefined)[] }

/** What keeps it from being saved. */
export function mistakesIn({ recurrence, days, times }: Draft): Mistakes | undefined {
  const mistakes = {
    days: recurrence === 'weekly' && days.length === 0,
    times: times.map((time, index) => {
      if (!/^\d\d:\d\d$/.test(time)) return 'missing' as const
      return times.indexOf(time) < index ? ('twice' as const) : undefined
    }),
  }
  return mistakes.days || mistakes.times.some(Boolean) ? mistakes : undefined
}

/** The times of a schedule, as they stand in its crons. */
export const timesOf = (schedule: Pick<ScheduleView, 'cronSchedules'> | undefined): Time[] =>
  schedule?.cronSchedules.flatMap(cron => parseCron(cron) ?? []) ?? []

export const clockOf = ({ hour, minute }: Time) => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
