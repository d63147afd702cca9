import { expect, test } from 'vitest'
import type { Value } from '#lib/insights/port.ts'
import { proposeDefinition } from '#lib/insights/unification/propose.ts'
import { unifier } from '#tests/support/unify.ts'

// Febrl 4: rec-N-org and rec-N-dup-0 are the same person. Read here only to judge.
const person = (key: Value | undefined) => /^rec-(\d+)-/.exec(String(key))?.[1]

test('the default rules find the pairs of Febrl 4, from neither rec_id nor soc_sec_id', async () => {
  await using at = await unifier()
  await at.add('Contact', { path: 'lib/insights/sample/crm-contacts.csv' }, 'rec_id')
  await at.add('LoyaltyMember', { path: 'lib/insights/sample/loyalty-members.csv' }, 'rec_id')
  const definition = proposeDefinition(at.entities)
  expect(JSON.stringify(definition.map.map(({ attributes }) => attributes))).not.toMatch(/rec_id|soc_sec_id/)

  const { links, customers, merged } = await at.unify(definition)
  expect(links).toHaveLength(10_000)
  expect(merged).toMatchObject({ customers: customers.length, sourceRecords: 10_000, kept: 0, added: customers.length })
  const byCustomer = [...Map.groupBy(links, ({ CustomerId }) => CustomerId).values()]
  const found = byCustomer.flatMap(records => {
    const [one, other] = records
    return records.length === 2 ? [person(one?.RecordKey) === person(other?.RecordKey)] : []
  })
  expect(byCustomer.every(({ length }) => length <= 2)).toBe(true)
  const right = found.filter(isRight => isRight).length
  expect(right / found.length).toBeGreaterThanOrEqual(0.999)
  expect(right / 5000).toBeGreaterThanOrEqual(0.995)
}, 60_000)
