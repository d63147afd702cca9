import { CronExpressionParser } from 'cron-parser'

/**
 * When a schedule is due next, strictly after a moment, by the clocks of its time zone. A time that clocks skip in spring
 * comes an hour later; one that they repeat in autumn comes once.
 */
export function nextRun({ cronSchedules, timezoneId }: Clock, after: Date): Date {
  const times = cronSchedules.map(cron =>
    CronExpressionParser.parse(cron, { tz: timezoneId, currentDate: after }).next().getTime(),
  )
  return new Date(Math.min(...times))
}

export type Clock = { cronSchedules: string[]; timezoneId: string }

/** Whether it names a time zone by its IANA name. Bare offsets have no summer time, and are refused. */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}
