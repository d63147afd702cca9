import { expect, test } from 'vitest'
import { spanOf } from '#components/insights/duration.ts'
import { numberFormat } from '#components/insights/number.ts'

const written = (value: number) => new Intl.NumberFormat('en', numberFormat(value)).format(value)

test.each([
  [5000, '5,000'],
  [48.23456, '48.2346'],
  [0.000123456, '0.0001235'],
  [-0.5, '-0.5'],
  [0, '0'],
])('%d is written as %s', (value, text) => {
  expect(written(value)).toBe(text)
})

test.each([
  [40, { unit: 'second', value: 0 }],
  [2449, { unit: 'second', value: 2.4 }],
  [59_400, { unit: 'second', value: 59 }],
  [90_000, { unit: 'minute', value: 1.5 }],
  [5_400_000, { unit: 'hour', value: 1.5 }],
  [-5, { unit: 'second', value: 0 }],
])('%d ms are told in the largest unit that they fill', (milliseconds, span) => {
  expect(spanOf(milliseconds)).toEqual(span)
})
