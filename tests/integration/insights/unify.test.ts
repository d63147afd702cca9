import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Definition, MatchCondition, MatchRule } from '#lib/insights/unification/definition.ts'
import { proposeDefinition } from '#lib/insights/unification/propose.ts'
import { unifier } from '#tests/support/unify.ts'

const exact = (type: string): MatchCondition => ({
  type,
  method: 'exact',
  precision: 'high',
  normalization: ['lowerCase'],
})
const fuzzy = (type: string): MatchCondition => ({ ...exact(type), method: 'jaroWinkler', precision: 'medium' })
const rule = (...conditions: MatchCondition[]): MatchRule => ({
  name: conditions.map(({ type }) => type).join(),
  conditions,
})

const csv = (header: string, rows: string[][]) => `${[header, ...rows.map(row => row.join(','))].join('\n')}\n`

type Options = { deduplication?: MatchRule[]; rules?: MatchRule[]; oneToOne?: boolean }

/** Shop and Club, whose people have an e-mail address and a name, with rules for Club. */
async function two(shop: string[][], club: string[][], { deduplication = [], rules, oneToOne = true }: Options = {}) {
  const at = await unifier()
  await at.add('Shop', { csv: csv('id,email,name,changed', shop) })
  await at.add('Club', { csv: csv('id,email,name,changed', club) })
  const definition = proposeDefinition(at.entities)
  const [first, second] = definition.match
  if (!first || !second) throw new Error('Both are to be matched.')
  Object.assign(first, { deduplication })
  Object.assign(second, { deduplication, rules: rules ?? [rule(exact('Contact.Email'))], oneToOne })
  return { at, definition, [Symbol.asyncDispose]: () => at[Symbol.asyncDispose]() }
}

type Link = Record<string, unknown>

/** Who is one customer, as the keys of the records. */
const groups = (links: Link[]) =>
  [...Map.groupBy(links, ({ CustomerId }) => CustomerId).values()]
    .map(group => group.map(({ RecordKey }) => RecordKey).sort())
    .sort()

test('a record is linked by the rule that holds, with its score and the record that it matched', async () => {
  await using both = await two(
    [['s1', 'ann@x.org', 'Ann', '']],
    [
      ['c1', 'ANN@x.org', 'Anne', ''],
      ['c2', '', '', ''],
    ],
  )
  const { links, matched } = await both.at.unify(both.definition)
  expect(groups(links)).toEqual([['c1', 's1'], ['c2']])
  expect(links.find(({ RecordKey }) => RecordKey === 'c1')).toMatchObject({
    EntityName: 'Club',
    Rule: 'Contact.Email',
    Score: 1,
    MatchedEntity: 'Shop',
    MatchedKey: 's1',
  })
  expect(links.find(({ RecordKey }) => RecordKey === 's1')).toMatchObject({ Rule: null, Score: null })
  expect(matched.rules).toEqual([{ entityName: 'Club', rule: 'Contact.Email', kind: 'match', links: 1 }])
})

test('values that are missing match nothing, and rules hold in their order', async () => {
  const rules = [rule(exact('Contact.Email')), rule(fuzzy('Person.FullName'))]
  await using both = await two(
    [
      ['s1', '', 'Catherine Smith', ''],
      ['s2', 'b@x.org', 'Bob Jones', ''],
    ],
    [
      ['c1', '', 'Katherine Smith', ''],
      ['c2', 'b@x.org', 'Catherine Smith', ''],
    ],
    { rules },
  )
  const { links } = await both.at.unify(both.definition)
  expect(groups(links)).toEqual([
    ['c1', 's1'],
    ['c2', 's2'],
  ])
})

test('of several that would be the same customer the one most alike wins, unless they may all be', async () => {
  const shop = [['s1', 'a@x.org', 'Anna Berg', '']]
  const club = [
    ['c1', 'a@x.org', 'Ann Berg', ''],
    ['c2', 'a@x.org', 'Anna Berg', ''],
  ]
  const rules = [{ ...rule(exact('Contact.Email'), fuzzy('Person.FullName')), minimum: 1 }]
  await using one = await two(shop, club, { rules })
  expect(groups((await one.at.unify(one.definition)).links)).toEqual([['c1'], ['c2', 's1']])
  await using all = await two(shop, club, { rules, oneToOne: false })
  expect(groups((await all.at.unify(all.definition)).links)).toEqual([['c1', 'c2', 's1']])
})

test('duplicates within an entity are one customer, however many steps apart', async () => {
  const chain = Array.from({ length: 40 }, (_, at) => [
    `s${at}`,
    `mail${Math.floor(at / 2)}@x.org`,
    `Name${Math.ceil(at / 2)}`,
    '',
  ])
  const deduplication = [rule(exact('Contact.Email')), rule(exact('Person.FullName'))]
  await using both = await two([...chain, ['s99', 'z@x.org', 'Zoe', '']], [['c1', 'mail7@x.org', 'Other', '']], {
    deduplication,
  })
  const { links, merged } = await both.at.unify(both.definition)
  expect(
    groups(links)
      .map(({ length }) => length)
      .sort((a, b) => a - b),
  ).toEqual([1, 41])
  expect(merged).toMatchObject({ customers: 2, sourceRecords: 42, matched: 1 })
})

test.each([
  ['importance', 'Shop name'],
  ['mostRecent', 'Club name'],
  ['leastRecent', 'Shop name'],
] as const)('by %s, a value is taken where there is one', async (precedence, name) => {
  await using both = await two(
    [['s1', 'a@x.org', 'Shop name', '2026-01-01']],
    [
      ['c1', 'a@x.org', 'Club name', '2026-02-01'],
      ['c2', 'b@x.org', 'Only here', ''],
    ],
  )
  for (const entity of both.definition.map) entity.changedAt = 'changed'
  for (const attribute of both.definition.merge) attribute.precedence = precedence
  const { customers } = await both.at.unify(both.definition)
  expect(
    customers.map(({ CustomerId: _, ...rest }) => rest).sort((a, b) => String(a.Email).localeCompare(String(b.Email))),
  ).toEqual([
    { Email: 'a@x.org', FullName: name, Shop_id: 's1', Club_id: 'c1' },
    { Email: 'b@x.org', FullName: 'Only here', Shop_id: null, Club_id: 'c2' },
  ])
})

test('values that too many share are not compared, and the result says so', async () => {
  const many = (prefix: string) =>
    Array.from({ length: 60 }, (_, at) => [`${prefix}${at}`, 'info@x.org', `${prefix} ${at}`, ''])
  await using both = await two(many('s'), many('c'))
  const { merged, matched } = await both.at.unify(both.definition)
  expect(merged).toMatchObject({ customers: 120, matched: 0 })
  expect(matched.skipped).toEqual([
    { entityName: 'Club', rule: 'Contact.Email', types: ['Contact.Email'], blocks: 1, records: 120 },
  ])
})

test.each([
  ['empty', [['', 'a@x.org', 'A', '']], /Shop: the primary key .* is empty in 1 of 1 rows/],
  [
    'not unique',
    [
      ['1', 'a@x.org', 'A', ''],
      ['2', 'a@x.org', 'B', ''],
    ],
    /Shop: the primary key .* is not unique: 2 rows have 1 values/,
  ],
])('a primary key that is %s is refused', async (_, shop, message) => {
  await using both = await two([['1', 'x', 'y', '']], [['c1', 'a@x.org', 'A', '']])
  await both.at.add('Shop', {
    csv: csv(
      'id,email,name,changed',
      shop.map((row, at) => [row[0] || `r${at}`, row[0] ? 'a' : '', '', '']),
    ),
  })
  const [first] = both.definition.map
  if (first) first.primaryKey = 'email'
  await expect(both.at.unify(both.definition)).rejects.toThrow(message)
})

// Few values, so that there is much to match, and much to match it with.
const record = fc.record({
  email: fc.constantFrom('', 'a', 'b', 'c', 'd', 'e'),
  name: fc.constantFrom('', 'ann', 'anne', 'bob', 'rob'),
})
const records = fc.array(record, { maxLength: 12 })
const rowsOf = (prefix: string, list: { email: string; name: string }[]) =>
  list.map(({ email, name }, at) => [`${prefix}${String(at).padStart(2, '0')}`, email, name, ''])
const options: fc.Arbitrary<Options> = fc.record({
  oneToOne: fc.boolean(),
  rules: fc.constantFrom<MatchRule[][]>(
    [rule(exact('Contact.Email'))],
    [rule(exact('Contact.Email'), fuzzy('Person.FullName')), rule(fuzzy('Person.FullName'))],
    [{ ...rule(exact('Contact.Email'), fuzzy('Person.FullName')), minimum: 1 }],
  ),
  deduplication: fc.constantFrom(
    [],
    [rule(exact('Contact.Email'), exact('Person.FullName'))],
    [rule(exact('Person.FullName'))],
  ),
})

test('a merge loses no source record, whatever the rules', async () => {
  await fc.assert(
    fc.asyncProperty(records, records, options, async (shop, club, chosen) => {
      const [one, other] = [rowsOf('s', shop), rowsOf('c', club)]
      await using both = await two(one, other, chosen)
      const { links, customers, merged } = await both.at.unify(both.definition)
      expect(links.map(({ RecordKey }) => RecordKey).sort()).toEqual([...one, ...other].map(([key]) => key).sort())
      expect(new Set(links.map(({ CustomerId }) => CustomerId))).toEqual(
        new Set(customers.map(({ CustomerId }) => CustomerId)),
      )
      expect(merged).toMatchObject({ customers: customers.length, sourceRecords: links.length })
    }),
    { numRuns: 25 },
  )
}, 60_000)

test('ids are stable when nothing changed, in whatever order the rows come', async () => {
  await fc.assert(
    fc.asyncProperty(records, records, options, fc.infiniteStream(fc.nat()), async (shop, club, chosen, random) => {
      const [one, other] = [rowsOf('s', shop), rowsOf('c', club)]
      await using both = await two(one, other, chosen)
      const first = await both.at.unify(both.definition, { seed: 'first' })
      const shuffled = (rows: string[][]) =>
        rows
          .map(row => ({ row, at: random.next().value }))
          .sort((a, b) => a.at - b.at)
          .map(({ row }) => row)
      await both.at.add('Shop', { csv: csv('id,email,name,changed', shuffled(one)) })
      await both.at.add('Club', { csv: csv('id,email,name,changed', shuffled(other)) })
      const again = await both.at.unify(both.definition, { seed: 'second', earlier: first.linksFile })
      expect(again.links).toEqual(first.links)
      expect(again.customers).toEqual(first.customers)
      expect(again.merged).toMatchObject({ added: 0, kept: first.merged.customers })
      expect((await both.at.unify(both.definition, { seed: 'first' })).customers).toEqual(first.customers)
    }),
    { numRuns: 25 },
  )
}, 60_000)

test('a customer keeps the id of the earlier one with which it shares the most records, through splits and merges', async () => {
  const idOf = (links: Link[], key: string) => links.find(({ RecordKey }) => RecordKey === key)?.CustomerId
  const deduplication = [rule(exact('Contact.Email'))]
  const shop = (emails: string[]) => emails.map((email, at) => [`s${at}`, email, `n${at}`, ''])
  await using both = await two(shop(['a', 'a', 'a', 'b', 'b', 'c']), [['c1', 'z', 'z', '']], { deduplication })
  const run = async (emails: string[], earlier?: string, seed = 'later') => {
    await both.at.add('Shop', { csv: csv('id,email,name,changed', shop(emails)) })
    return both.at.unify(both.definition, { earlier, seed })
  }
  const first = await run(['a', 'a', 'a', 'b', 'b', 'c'])
  const split = await run(['a', 'x', 'x', 'b', 'b', 'c'], first.linksFile, 'split')
  expect(idOf(split.links, 's1')).toBe(idOf(first.links, 's0'))
  expect(idOf(split.links, 's0')).not.toBe(idOf(first.links, 's0'))
  expect(split.merged).toMatchObject({ kept: 4, added: 1 })
  const joined = await run(['a', 'a', 'a', 'a', 'a', 'c'], first.linksFile, 'joined')
  expect(idOf(joined.links, 's4')).toBe(idOf(first.links, 's0'))
  expect(joined.merged).toMatchObject({ kept: 3, added: 0, customers: 3 })
})

test('entities with nothing in common, or without records, become customers as they are', async () => {
  await using at = await unifier()
  await at.add('Empty', { csv: 'id,email\n' })
  await at.add('Other', { csv: 'id,town\n1,Utrecht\n' })
  const definition: Definition = proposeDefinition(at.entities)
  const { customers } = await at.unify(definition)
  expect(customers).toMatchObject([{ Empty_id: null, Other_id: '1', City: 'Utrecht' }])
})
