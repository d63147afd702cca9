import { expect, test } from 'vitest'
import type { ReadQuery } from '#lib/insights/port.ts'
import { openFiles } from '#tests/support/files.ts'

const content = `id,state,age,"odd ""name"""
5,nsw,30,e
1,vic,,a
3,nsw,40,c
2,,30,b
4,vic,30,d
`
const ids = async (query: Partial<ReadQuery>) => {
  const files = await openFiles()
  const { table } = await files.ingest(content)
  const { rows, count } = await files.port.read(table, { top: 100, skip: 0, select: ['id'], ...query })
  return { ids: rows.map(({ id }) => id), ...(count !== undefined && { count }) }
}

test('rows come in the order of the file', async () => {
  expect(await ids({})).toEqual({ ids: [5, 1, 3, 2, 4] })
})

test('in ascending order nulls come first; what is equal keeps the order of the file', async () => {
  expect(await ids({ orderBy: [{ attribute: 'age', descending: false }] })).toEqual({ ids: [1, 5, 2, 4, 3] })
})

test('in descending order nulls come last', async () => {
  expect(
    await ids({
      orderBy: [
        { attribute: 'age', descending: true },
        { attribute: 'id', descending: true },
      ],
    }),
  ).toEqual({
    ids: [3, 5, 4, 2, 1],
  })
})

test('a page is a part of the rows, and the count is of all that the filter selects', async () => {
  const filter: ReadQuery['filter'] = { all: [{ attribute: 'age', operator: 'ge', value: 30 }] }
  expect(await ids({ filter, top: 2, skip: 1, count: true })).toEqual({ ids: [3, 2], count: 4 })
  expect(await ids({ filter, top: 2, skip: 10, count: true })).toEqual({ ids: [], count: 4 })
  expect(await ids({ top: 0, skip: 0, count: true })).toEqual({ ids: [], count: 5 })
})

test('attributes are selected by name, in the order that is asked for', async () => {
  const files = await openFiles()
  const { table } = await files.ingest(content)
  const { rows } = await files.port.read(table, { select: ['odd "name"', 'id'], top: 1, skip: 0 })
  expect(Object.entries(rows[0] ?? {})).toEqual([
    ['odd "name"', 'e'],
    ['id', 5],
  ])
})

test('an attribute that is not there is refused, with its place', async () => {
  await expect(ids({ select: ['id', 'nope'] })).rejects.toMatchObject({
    name: 'RuleError',
    issues: [{ path: 'select.1', message: 'there is no attribute nope' }],
  })
  await expect(ids({ orderBy: [{ attribute: 'nope', descending: true }] })).rejects.toMatchObject({
    issues: [{ path: 'orderBy.0.attribute', message: 'there is no attribute nope' }],
  })
})

test('every value survives JSON', async () => {
  const files = await openFiles()
  const { table } = await files.ingest(
    'a,b,c,d,e,f\n9007199254740993,12.50,true,2024-02-29,1969-12-31T23:59:59.5Z,"x\n""y"""\n7,,,,,\n',
  )
  const { rows } = await files.port.read(table, { top: 10, skip: 0 })
  expect(JSON.parse(JSON.stringify(rows))).toEqual([
    { a: '9007199254740993', b: 12.5, c: true, d: '2024-02-29', e: '1969-12-31T23:59:59.5Z', f: 'x\n"y"' },
    { a: 7, b: null, c: null, d: null, e: null, f: null },
  ])
})
