/** A time of day, and the days of the week on which it counts: 0 is Sunday. */
export type Time = { hour: number; minute: number; days: number[] }

export const EVERY_DAY = [0, 1, 2, 3, 4, 5, 6]

const CRON = /^(\d{1,2}) (\d{1,2}) \* \* (\*|[0-7](?:-[0-7])?(?:,[0-7](?:-[0-7])?)*)$/

/**
 * Reads the crons that a schedule may have: `30 2 * * *`, `0 8 * * 1-5`. One minute of one hour, so that each means one
 * refresh a day at most; undefined for every other.
 */
export function parseCron(cron: string): Time | undefined {
  const [, minute, hour, days] = CRON.exec(cron.trim().replace(/\s+/g, ' ')) ?? []
  if (minute === undefined || hour === undefined || days === undefined) return undefined
  const time = { minute: Number(minute), hour: Number(hour), days: days === '*' ? EVERY_DAY : parseDays(days) }
  return time.minute < 60 && time.hour < 24 && time.days.length > 0 ? time : undefined
}

function parseDays(list: string): number[] {
  const days = list.split(',').flatMap(part => {
    const [from = 0, to = from] = part.split('-').map(Number)
    return Array.from({ length: Math.max(to - from + 1, 0) }, (_, step) => (from + step) % 7)
  })
  return [...new Set(days)].sort()
}

export const cronOf = ({ hour, minute, days }: Time) =>
  `${minute} ${hour} * * ${days.length === 7 ? '*' : days.toSorted().join(',')}`
