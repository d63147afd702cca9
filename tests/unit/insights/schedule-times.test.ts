import { expect, test } from 'vitest'
import { cronOf, EVERY_DAY, parseCron } from '#lib/insights/schedules/cron.ts'
import { isTimeZone, nextRun } from '#lib/insights/schedules/next-run.ts'

test.each([
  ['30 2 * * *', { minute: 30, hour: 2, days: EVERY_DAY }],
  ['0 8 * * 1-5', { minute: 0, hour: 8, days: [1, 2, 3, 4, 5] }],
  ['5 23 * * 1,3-4', { minute: 5, hour: 23, days: [1, 3, 4] }],
  ['0 0 * * 7', { minute: 0, hour: 0, days: [0] }],
  ['0 0 * * 5-7', { minute: 0, hour: 0, days: [0, 5, 6] }],
])('%s is read', (cron, time) => {
  expect(parseCron(cron)).toEqual(time)
  expect(parseCron(cronOf(time))).toEqual(time)
})

test.each([
  '',
  '* * * * *',
  '*/5 8 * * *',
  '0 8,9 * * *',
  '60 8 * * *',
  '0 24 * * *',
  '0 8 1 * *',
  '0 8 * 1 *',
  '0 8 * * 8',
  '0 8 * * 5-1',
  '0 8 * *',
  '0 0 8 * * *',
  '0 8 * * MON',
])('%s is refused: it is no minute of one hour, or not by the days of the week', cron => {
  expect(parseCron(cron)).toBeUndefined()
})

const next = (cronSchedules: string[], after: string, timezoneId = 'Europe/Amsterdam') =>
  nextRun({ cronSchedules, timezoneId }, new Date(after)).toISOString()

test.each([
  ['the first of several times', ['0 20 * * *', '0 8 * * *'], '2026-11-23T08:00:00Z', '2026-11-23T19:00:00.000Z'],
  ['strictly after the moment', ['0 8 * * *'], '2026-11-23T07:00:00Z', '2026-11-24T07:00:00.000Z'],
  ['the next of its days', ['0 8 * * 1,5'], '2026-11-24T00:00:00Z', '2026-11-27T07:00:00.000Z'],
  ['in summer, by the clocks of summer', ['0 8 * * *'], '2026-07-01T00:00:00Z', '2026-07-01T06:00:00.000Z'],
  ['where clocks skip it, an hour later', ['30 2 * * *'], '2026-03-28T12:00:00Z', '2026-03-29T01:30:00.000Z'],
  ['where clocks repeat it, the first time', ['30 2 * * *'], '2026-10-24T12:00:00Z', '2026-10-25T00:30:00.000Z'],
  ['and not the second time', ['30 2 * * *'], '2026-10-25T00:30:00Z', '2026-10-26T01:30:00.000Z'],
])('due is %s', (_, crons, after, at) => {
  expect(next(crons, after)).toBe(at)
})

test('time zones go by their names', () => {
  expect(['Europe/Amsterdam', 'UTC', 'America/Argentina/Buenos_Aires'].every(isTimeZone)).toBe(true)
  expect(['', 'Europe/Atlantis', '+05:00', '-03:00', '1'].some(isTimeZone)).toBe(false)
})
