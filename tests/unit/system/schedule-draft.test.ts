import { expect, test } from 'vitest'
import { bodyOf, draftOf, isMixed, mistakesIn } from '#components/schedule/draft.ts'
import type { ScheduleView } from '#lib/insights/schedules/view.ts'

const schedule = (cronSchedules: string[], isActive = true): ScheduleView => ({
  scheduleId: 'any',
  operationType: 'all',
  identifiers: [],
  jobType: 'full',
  isActive,
  timezoneId: 'Europe/Amsterdam',
  cronSchedules,
  nextRunTimestamp: null,
  lastRuns: [],
})

test('without a schedule it is off, and offers workdays in the time zone of the person', () => {
  expect(draftOf(undefined, 'Europe/Madrid')).toMatchObject({
    isActive: false,
    recurrence: 'weekly',
    days: [1, 2, 3, 4, 5],
    timezoneId: 'Europe/Madrid',
  })
})

test('what is shown is saved as it was', () => {
  for (const crons of [['30 2 * * *'], ['0 8 * * 1,5', '45 20 * * 1,5']]) {
    const { cronSchedules, timezoneId, isActive } = bodyOf(draftOf(schedule(crons), 'UTC'))
    expect({ cronSchedules, timezoneId, isActive }).toEqual({
      cronSchedules: crons,
      timezoneId: 'Europe/Amsterdam',
      isActive: true,
    })
  }
})

test('times of different days are told from times of the same days', () => {
  expect(isMixed(schedule(['0 8 * * 1-5', '0 10 * * 0,6']))).toBe(true)
  expect(isMixed(schedule(['0 8 * * 1-5', '0 10 * * 1-5']))).toBe(false)
  expect(isMixed(undefined)).toBe(false)
})

test('a week without days, a time that is missing and one that is there twice are mistakes', () => {
  const draft = draftOf(schedule(['0 8 * * 1']), 'UTC')
  expect(mistakesIn(draft)).toBeUndefined()
  expect(mistakesIn({ ...draft, days: [] })).toMatchObject({ days: true })
  expect(mistakesIn({ ...draft, days: [], recurrence: 'daily' })).toBeUndefined()
  expect(mistakesIn({ ...draft, times: ['08:00', '', '08:00'] })?.times).toEqual([undefined, 'missing', 'twice'])
})
