import { FIELDS, type Field, fieldsOf, type Trigger } from '#lib/triggers/catalogue.ts'

// Where the catalogue's example does not fit the trigger; undefined: such a callback does not have the field.
const EXAMPLES: Partial<Record<Trigger, Record<string, unknown>>> = {
  'data-source-refresh-failed': { status: 'failed', rows: undefined },
  'data-source-refresh-succeeded': { errorMessage: undefined },
  'measure-threshold-crossed': { threshold: 48, previousValue: 47.6, currentValue: 48.2 },
}

/** An example of what a flow receives, shaped as a real callback: what makers build on, and the body of test events. */
export function sample(trigger: Trigger): Record<string, unknown> {
  const examples = Object.entries(fieldsOf(trigger)).map(([name, { example }]) => [name, example])
  const all = { ...Object.fromEntries(examples), ...EXAMPLES[trigger], eventType: trigger, isTest: undefined }
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined))
}

/** The trigger's own fields of the sample, for a test event that then has its own id, time and environment. */
export const sampleFields = (trigger: Trigger) =>
  Object.fromEntries(Object.entries(sample(trigger)).filter(([name]) => name in FIELDS)) as Partial<
    Record<Field, string | number>
  >
