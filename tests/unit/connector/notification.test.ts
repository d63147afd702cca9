import { expect, test } from 'vitest'
import { notificationSchema } from '#lib/connector/notification.ts'
import { sample } from '#lib/events/sample.ts'
import { triggerNames } from '#lib/triggers/catalogue.ts'

type Notification = { required: string[]; properties: Record<string, { type: string; format?: string }> }
const schemaOf = (trigger: (typeof triggerNames)[number]) => notificationSchema(trigger) as Notification

test.each(triggerNames)(
  'the schema of %s has the fields of its callback, and requires those that are always there',
  trigger => {
    const { required, properties } = schemaOf(trigger)
    const fields = Object.keys(sample(trigger))
    expect(Object.keys(properties)).toEqual(expect.arrayContaining(fields))
    expect(fields).toEqual(expect.arrayContaining(required))
    const optional = Object.keys(properties).filter(name => !required.includes(name))
    expect(['jobId', 'isTest', 'rows', 'errorMessage', 'profiles', 'sourceRecords']).toEqual(
      expect.arrayContaining(optional),
    )
  },
)

test.each(triggerNames)('the types in the schema of %s are those of its callback', trigger => {
  const { properties } = schemaOf(trigger)
  for (const [name, value] of Object.entries(sample(trigger))) {
    const type = properties[name]?.type
    expect(type === 'integer' ? 'number' : type, name).toBe(typeof value)
    if (type === 'integer') expect(Number.isInteger(value), name).toBe(true)
  }
})
