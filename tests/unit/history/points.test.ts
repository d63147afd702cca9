import { expect, test } from 'vitest'
import { changeWithin, draw } from '#components/history/points.ts'

const day = (number: number, value: number) => ({ at: `2026-11-${String(number).padStart(2, '0')}T08:00:00Z`, value })
const now = new Date('2026-11-23T09:00:00Z')

test('a value holds until the next evaluation', () => {
  const drawing = draw([day(1, 10), day(2, 30), day(5, 20)], 100, 40)
  expect(drawing).toEqual({ line: 'M0,40H25V0H100V20', last: { x: 100, y: 20 }, least: 10, most: 30 })
})

test('a value that never changed is a line through the middle', () => {
  expect(draw([day(1, 7), day(2, 7)], 100, 40)?.line).toBe('M0,20H100V20')
  expect(draw([day(1, 7)], 100, 40)?.line).toBe('M0,20H100')
  expect(draw([], 100, 40)).toBeUndefined()
})

test('the change in a week is against the value that held a week ago', () => {
  expect(changeWithin([day(1, 100), day(15, 150), day(20, 180), day(23, 170)], 7, now)).toBe(20)
})

test('what is younger than a week is compared with its first value', () => {
  expect(changeWithin([day(20, 180), day(23, 170)], 7, now)).toBe(-10)
})

test('nothing new in a week is no change, and a single value has nothing to compare with', () => {
  expect(changeWithin([day(1, 100), day(2, 150)], 7, now)).toBe(0)
  expect(changeWithin([day(23, 100)], 7, now)).toBeUndefined()
  expect(changeWithin([], 7, now)).toBeUndefined()
})
