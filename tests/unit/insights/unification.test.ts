import { expect, test } from 'vitest'
import type { Attribute } from '#lib/insights/port.ts'
import { alignDefinition } from '#lib/insights/unification/align.ts'
import { checkDefinition } from '#lib/insights/unification/check.ts'
import { defaultRules, proposeDefinition } from '#lib/insights/unification/propose.ts'
import { suggestType } from '#lib/insights/unification/semantic-types.ts'

const entity = (name: string, ...attributes: string[]) => ({
  name,
  primaryKey: 'id',
  file: 'some.parquet',
  attributes: ['id', ...attributes].map((attribute): Attribute => ({ name: attribute, type: 'text' })),
})

const crm = entity('Crm', 'given_name', 'surname', 'date_of_birth', 'postcode', 'e-mail')
const shop = entity('Shop', 'Voornaam', 'Achternaam', 'Postcode', 'Telefoon')

test.each([
  ['given_name', 'Person.FirstName'],
  ['Achternaam', 'Person.LastName'],
  ['dateOfBirth', 'Person.BirthDate'],
  ['address_1', 'Location.Street'],
  ['E-mail', 'Contact.Email'],
  ['soc_sec_id', undefined],
  ['rec_id', undefined],
])('the attribute %s is taken for %s', (name, type) => {
  expect(suggestType(name)).toBe(type)
})

test('what is proposed fits the entities, and compares what they share', () => {
  const proposed = proposeDefinition([crm, shop])
  expect(checkDefinition(proposed, [crm, shop])).toEqual([])
  const [rule] = proposed.match[1]?.rules ?? []
  expect(rule?.conditions.map(({ type }) => type)).toEqual([
    'Person.FirstName',
    'Person.LastName',
    'Location.PostalCode',
  ])
  expect(rule?.minimum).toBe(3)
  expect(proposed.merge.find(({ name }) => name === 'LastName')?.from).toEqual([
    { entityName: 'Crm', attribute: 'surname' },
    { entityName: 'Shop', attribute: 'Achternaam' },
  ])
})

test('without anything to compare there is no rule', () => {
  expect(defaultRules([])).toEqual([])
  expect(defaultRules(['Person.Gender'])).toEqual([])
})

test('an attribute that loses its meaning leaves its rules; what is new gets its default', () => {
  const proposed = proposeDefinition([crm, shop])
  const map = proposed.map.map(one => ({
    ...one,
    attributes: one.attributes.filter(({ type }) => type !== 'Location.PostalCode'),
  }))
  const aligned = alignDefinition({ ...proposed, map: [...map, ...proposeDefinition([entity('Club', 'email')]).map] })
  const [, second, third] = aligned.match
  expect(second?.rules.map(({ conditions, minimum }) => [conditions.length, minimum])).toEqual([[2, undefined]])
  expect(third).toMatchObject({ entityName: 'Club', rules: [{ conditions: [{ type: 'Contact.Email' }] }] })
  expect(checkDefinition(aligned, [crm, shop, entity('Club', 'email')])).toEqual([])
})

test('in another order the first entity has no rules, and who was first gets the default ones', () => {
  const proposed = proposeDefinition([crm, shop])
  const aligned = alignDefinition({ ...proposed, match: proposed.match.toReversed() })
  expect(aligned.match.map(({ entityName, rules }) => [entityName, rules.length])).toEqual([
    ['Shop', 0],
    ['Crm', 1],
  ])
  expect(checkDefinition(aligned, [crm, shop])).toEqual([])
})

test('an entity that is removed goes from order and attributes', () => {
  const proposed = proposeDefinition([crm, shop])
  const aligned = alignDefinition({ ...proposed, map: proposed.map.slice(0, 1) })
  expect(aligned.match.map(({ entityName }) => entityName)).toEqual(['Crm'])
  expect(aligned.merge.flatMap(({ from }) => from).every(({ entityName }) => entityName === 'Crm')).toBe(true)
  expect(checkDefinition(aligned, [crm])).toEqual([])
})

test('two rules of an entity have two names', () => {
  const proposed = proposeDefinition([crm, shop])
  const [first, second] = proposed.match
  if (!first || !second) throw new Error('Both are to be matched.')
  const match = [first, { ...second, rules: [...second.rules, ...second.rules] }]
  expect(checkDefinition({ ...proposed, match }, [crm, shop])).toEqual([
    { path: 'match.1.rules.1.name', message: 'another rule is named Most attributes agree already' },
  ])
})

test('an entity that stays in its database cannot be unified', () => {
  const issues = checkDefinition(proposeDefinition([crm]), [{ ...crm, file: null }])
  expect(issues).toMatchObject([{ path: 'map.0.entityName' }])
})
