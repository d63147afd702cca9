import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { PARAMETER_TEXTS, TRIGGER_TEXTS } from '#lib/connector/texts.ts'
import { RETRY_DELAYS_MS } from '#lib/deliveries/schedule.ts'
import { sample } from '#lib/events/sample.ts'
import { COMMON_FIELDS, FIELDS, type FieldDefinition, TRIGGERS, triggerNames } from '#lib/triggers/catalogue.ts'

/** The guide says what the catalogue says. A failure shows what belongs in the guide. */
const guide = readFileSync('docs/connector-guide.md', 'utf8')
const part = (name: string) => guide.match(new RegExp(`<!-- ${name}: .* -->\n([^]*?)<!-- /${name} -->`))?.[1]

const table = (...rows: string[][]) => `${rows.map(row => `| ${row.join(' | ')} |`).join('\n')}\n`
const fields = (definitions: [string, FieldDefinition][]) =>
  definitions.map(([name, { required }]) => (required === false ? `*\`${name}\`*` : `\`${name}\``)).join(', ')

test('the guide lists the triggers and what they ask for', () => {
  const rows = triggerNames.map(name => [
    TRIGGER_TEXTS[name].summary,
    `\`${name}\``,
    TRIGGERS[name].parameters.map(parameter => `${PARAMETER_TEXTS[parameter].title} (\`${parameter}\`)`).join(', '),
  ])
  expect(part('triggers')).toBe(table(['Trigger', 'In the API', 'Asks for'], ['---', '---', '---'], ...rows))
})

test('the guide lists the fields of every callback', () => {
  const rows = triggerNames.map(name => [
    `\`${name}\``,
    fields(TRIGGERS[name].payload.map(field => [field, FIELDS[field]])),
  ])
  expect(part('fields')).toBe(
    table(['Trigger', 'Fields'], ['---', '---'], ['every one', fields(Object.entries(COMMON_FIELDS))], ...rows),
  )
})

test('the guide shows the sample of a crossed threshold', () => {
  expect(guide).toContain(`\`\`\`json\n${JSON.stringify(sample('segment-threshold-crossed'), null, 2)}\n\`\`\``)
})

test('the guide tells when a delivery is repeated', () => {
  const units = [
    [3_600_000, 'h'],
    [60_000, 'min'],
    [1000, 's'],
  ] as const
  const delays = RETRY_DELAYS_MS.map(delay => {
    const [size, unit] = units.find(([size]) => delay >= size) ?? units[2]
    return `${delay / size} ${unit}`
  })
  expect(part('retries')).toBe(`It is repeated after ${delays.join(', ')}, each a little varied; then it has failed.\n`)
})
