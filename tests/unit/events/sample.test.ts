import { expect, test } from 'vitest'
import { sample } from '#lib/events/sample.ts'
import { type FieldType, fieldsOf, triggerNames } from '#lib/triggers/catalogue.ts'

const fits: Record<FieldType, (value: unknown) => boolean> = {
  string: value => typeof value === 'string',
  uuid: value => /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(String(value)),
  'date-time': value => new Date(String(value)).toISOString() === value,
  integer: Number.isSafeInteger,
  double: value => typeof value === 'number',
  boolean: value => typeof value === 'boolean',
}

test.each(triggerNames)(
  'the sample of %s has every required field, no other than the declared ones, each typed',
  trigger => {
    const example = sample(trigger)
    const fields = fieldsOf(trigger)
    const required = Object.keys(fields).filter(name => fields[name]?.required !== false)
    expect(Object.keys(example)).toEqual(expect.arrayContaining(required))
    for (const [name, value] of Object.entries(example)) {
      const type = fields[name]?.type
      expect(type && fits[type](value), `${name}: ${value}`).toBe(true)
    }
  },
)

test('a sample tells its trigger and is no test event', () => {
  expect(sample('measure-threshold-crossed')).toMatchObject({
    eventType: 'measure-threshold-crossed',
    direction: 'above',
  })
  expect(sample('measure-threshold-crossed')).not.toHaveProperty('isTest')
})

test('a failed refresh is shown with its error, a successful one with its rows', () => {
  expect(sample('data-source-refresh-failed')).toMatchObject({ status: 'failed', errorMessage: expect.any(String) })
  expect(sample('data-source-refresh-failed')).not.toHaveProperty('rows')
  expect(sample('data-source-refresh-succeeded')).toMatchObject({ status: 'successful', rows: 5000 })
  expect(sample('data-source-refresh-succeeded')).not.toHaveProperty('errorMessage')
})

test('a threshold in a sample lies between the values', () => {
  for (const trigger of ['segment-threshold-crossed', 'measure-threshold-crossed'] as const) {
    const { previousValue, threshold, currentValue } = sample(trigger) as Record<string, number>
    expect(previousValue).toBeLessThanOrEqual(threshold as number)
    expect(currentValue).toBeGreaterThan(threshold as number)
  }
})
