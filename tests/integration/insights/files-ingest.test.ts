import { copyFile } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Attribute } from '#lib/insights/port.ts'
import { openFiles, types } from '#tests/support/files.ts'

describe('a file', () => {
  test.each<[string, string | Uint8Array, Record<string, string>, unknown[]]>([
    [
      'of the plain kind',
      'id,name\n1,Ann\n2,Bob\n',
      { id: 'integer', name: 'text' },
      [
        { id: 1, name: 'Ann' },
        { id: 2, name: 'Bob' },
      ],
    ],
    [
      'with blanks around names and values',
      'id , name\n 1,  Ann \n',
      { id: 'integer', name: 'text' },
      [{ id: 1, name: 'Ann' }],
    ],
    [
      'with empty and blank fields',
      'id,name,x\n1,,""\n2,"  ",y\n',
      { id: 'integer', name: 'text?', x: 'text' },
      [
        { id: 1, name: null, x: null },
        { id: 2, name: null, x: 'y' },
      ],
    ],
    [
      'with semicolons, decimal commas, a byte order mark and CRLF',
      '\ufeffid;bedrag\r\n1;1,50\r\n2;-3\r\n',
      { id: 'integer', bedrag: 'decimal' },
      [
        { id: 1, bedrag: 1.5 },
        { id: 2, bedrag: -3 },
      ],
    ],
    [
      'with semicolons and decimal points',
      'id;amount\n1;1.25\n',
      { id: 'integer', amount: 'decimal' },
      [{ id: 1, amount: 1.25 }],
    ],
    ['with tabs', 'id\tname\n1\tAnn, Dr\n', { id: 'integer', name: 'text' }, [{ id: 1, name: 'Ann, Dr' }]],
    [
      'in Latin-1',
      Buffer.from('id;name\n1;Müller\n2;Zoë\n', 'latin1'),
      { id: 'integer', name: 'text' },
      [
        { id: 1, name: 'Müller' },
        { id: 2, name: 'Zoë' },
      ],
    ],
    [
      'in Latin-1 as Windows writes it',
      Buffer.from([...Buffer.from('id,price\n1,'), 0x80, ...Buffer.from(' 5\n')]),
      { id: 'integer', price: 'text' },
      [{ id: 1, price: '€ 5' }],
    ],
    ['with line breaks in quotes', 'id,note\n1,"a\r\nb"\n', { id: 'integer', note: 'text' }, [{ id: 1, note: 'a\nb' }]],
    ['with blank lines', '\nid,name\n\n1,Ann\n\n', { id: 'integer', name: 'text' }, [{ id: 1, name: 'Ann' }]],
    ['of one column', 'id\n1\n\n2\n', { id: 'integer' }, [{ id: 1 }, { id: 2 }]],
    [
      'with names that SQL would stumble over',
      '"a ""b""; --",c1,line,Order\n1,2,3,4\n',
      { 'a "b"; --': 'integer', c1: 'integer', line: 'integer', Order: 'integer' },
      [{ 'a "b"; --': 1, c1: 2, line: 3, Order: 4 }],
    ],
    ['with text that looks like null', 'id,name\n1,NULL\n', { id: 'integer', name: 'text' }, [{ id: 1, name: 'NULL' }]],
  ])('%s', async (_, content, expectedTypes, rows) => {
    const files = await openFiles()
    const { table, attributes } = await files.ingest(content)
    expect(types(attributes)).toEqual(expectedTypes)
    expect(await files.rows(table)).toEqual(rows)
  })

  test('of a header alone is zero rows, and the next refresh tells the types', async () => {
    const files = await openFiles()
    const empty = await files.ingest('id,name\n')
    expect(empty.rows).toBe(0)
    expect(types(empty.attributes)).toEqual({ id: 'text?', name: 'text?' })
    expect(await files.rows(empty.table)).toEqual([])
    const { attributes } = await files.ingest('id,name\n1,\n', { attributes: empty.attributes })
    expect(types(attributes)).toEqual({ id: 'integer', name: 'text?' })
  })

  test('of many columns', async () => {
    const files = await openFiles()
    const names = Array.from({ length: 1000 }, (_, at) => `column ${at}`)
    const { table } = await files.ingest(`${names.join()}\n${names.map((_, at) => at).join()}\n`)
    expect((await files.rows(table))[0]).toMatchObject({ 'column 0': 0, 'column 999': 999 })
  })

  test('with a value of almost 2 MB that grows in UTF-8', async () => {
    const files = await openFiles()
    const { table } = await files.ingest(
      Buffer.concat([Buffer.from('id,v\n1,'), Buffer.alloc(1_990_000, 0x80), Buffer.from('\n')]),
    )
    expect(await files.rows(table)).toEqual([{ id: 1, v: '€'.repeat(1_990_000) }])
  })

  test('whose name has signs of a pattern is that file and no other', async () => {
    const files = await openFiles()
    await files.drop('crm.csv', 'id\n1\n')
    await files.drop('c*.csv', 'id\n2\n3\n')
    expect(await files.port.ingest(files.source('c*.csv'))).toMatchObject({ rows: 2 })
  })
})

test('any text comes back as it was, but for blanks around it and the kind of its line breaks', async () => {
  const files = await openFiles()
  const attributes: Attribute[] = [
    { name: 'one', type: 'text' },
    { name: 'two', type: 'text' },
  ]
  const special = fc.constantFrom('"', ',', ';', '\n', '\r\n', '\r', ' ', '\t', '\\', "'", '\u001d', '\u2028')
  const text = fc.string({
    unit: fc.oneof(special, fc.string({ unit: 'binary', minLength: 1, maxLength: 1 })),
    maxLength: 8,
  })
  // What no text has, and the byte order mark, which DuckDB's client takes from the beginning of a value.
  const never = ['\0', '\u001e', '\u001f', '\ufeff']
  const value = text.map(given => [...given].filter(character => !never.includes(character)).join(''))
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(value, value), { maxLength: 200, size: 'max' }), async rows => {
      const field = (given: string) => `"${given.replaceAll('"', '""')}"`
      const { table } = await files.ingest(`one,two\n${rows.map(row => `${row.map(field).join()}\n`).join('')}`, {
        attributes,
      })
      const meaning = (given: string) => given.replaceAll(/\r\n?/g, '\n').replaceAll(/^[ \t]+|[ \t]+$/g, '') || null
      expect(await files.rows(table)).toEqual(rows.map(([one, two]) => ({ one: meaning(one), two: meaning(two) })))
    }),
    { numRuns: 20 },
  )
})

describe('the type of a column', () => {
  test.each<[string, string[], string, unknown[]]>([
    ['whole numbers', ['0', '-5', '9007199254740993'], 'integer', [0, -5, '9007199254740993']],
    ['a leading zero', ['4223', '0812'], 'text', ['4223', '0812']],
    ['a single zero, a zero before a point', ['0', '0.5', '-0.25', '.5'], 'decimal', [0, 0.5, -0.25, 0.5]],
    ['a number too large for an integer', ['1', '73786976294838206464'], 'decimal', [1, 2 ** 66]],
    ['exponents', ['1e-05', '2'], 'decimal', [0.00001, 2]],
    ['more than a double can say', ['0.1', '12345678901234567.89'], 'decimal', [0.1, 12345678901234568]],
    ['thousands with points and commas', ['1,234.50', '2'], 'text', ['1,234.50', '2']],
    ['infinity and the like', ['infinity', 'nan', '1'], 'text', ['infinity', 'nan', '1']],
    ['true and false in any case', ['true', 'FALSE', 'True'], 'boolean', [true, false, true]],
    ['yes and no', ['yes', 'no'], 'text', ['yes', 'no']],
    ['dates', ['2024-02-29', '1915-11-11'], 'date', ['2024-02-29', '1915-11-11']],
    ['no dates', ['2023-02-29', '2024-01-01'], 'text', ['2023-02-29', '2024-01-01']],
    ['dates as digits', ['19151111'], 'integer', [19151111]],
    [
      'times',
      ['2024-01-01T10:20:30Z', '2024-01-01 10:20:30.25', '2024-01-01T10:20:30+02:00', '2024-01-01'],
      'timestamp',
      ['2024-01-01T10:20:30Z', '2024-01-01T10:20:30.25Z', '2024-01-01T08:20:30Z', '2024-01-01T00:00:00Z'],
    ],
  ])('with %s', async (_, values, type, expected) => {
    const files = await openFiles()
    const { table, attributes } = await files.ingest(`id,v\n${values.map(value => `x,"${value}"\n`).join('')}`)
    expect(types(attributes)).toEqual({ id: 'text', v: type })
    expect((await files.rows(table)).map(({ v }) => v)).toEqual(expected)
  })

  test('is told by all rows, not by the first ones', async () => {
    const files = await openFiles()
    const rows = Array.from({ length: 30_000 }, (_, at) => `${at},${at}.5,${at},`)
    const last = '30000,1.2345,0812,late\n30001,1e3,12,\n'
    const { attributes, table } = await files.ingest(`id,scale,code,rare\n${rows.join('\n')}\n${last}`)
    expect(types(attributes)).toEqual({ id: 'integer', scale: 'decimal', code: 'text', rare: 'text' })
    expect((await files.rows(table)).slice(-2)).toEqual([
      { id: 30000, scale: 1.2345, code: '0812', rare: 'late' },
      { id: 30001, scale: 1000, code: '12', rare: null },
    ])
  })
})

describe('a later refresh', () => {
  test('keeps the types that are fixed, and their order; new columns come after', async () => {
    const files = await openFiles()
    const { attributes } = await files.ingest('id,code,score\n1,0812,1.5\n')
    const second = await files.ingest('new,score,code,id\n7,2,4223,1\n', { attributes })
    expect(second.attributes).toEqual([
      { name: 'id', type: 'integer' },
      { name: 'code', type: 'text' },
      { name: 'score', type: 'decimal' },
      { name: 'new', type: 'integer' },
    ])
    expect(await files.rows(second.table)).toEqual([{ id: 1, code: '4223', score: 2, new: 7 }])
  })

  test('may bring a fixed column without values', async () => {
    const files = await openFiles()
    const { attributes } = await files.ingest('id,age\n1,30\n')
    expect((await files.ingest('id,age\n1,\n', { attributes })).attributes).toEqual(attributes)
  })
})

test('a version is sorted by its primary key', async () => {
  const files = await openFiles()
  const { table } = await files.ingest('name,id\nc,10\na,9\nb,100\n', { primaryKey: 'id' })
  expect((await files.rows(table)).map(({ id }) => id)).toEqual([9, 10, 100])
})

test('the Febrl files give 5,000 rows each, with postcodes as text because some begin with a zero', async () => {
  const files = await openFiles()
  const sample = join(import.meta.dirname, '../../../lib/insights/sample')
  for (const name of ['crm-contacts.csv', 'loyalty-members.csv']) {
    await copyFile(join(sample, name), join(files.root, name))
    const source = files.source(name, { primaryKey: 'rec_id' })
    const { rows, attributes } = await files.port.ingest(source)
    expect(rows).toBe(5000)
    expect(types(attributes)).toMatchObject({ postcode: 'text', date_of_birth: 'integer', soc_sec_id: 'integer' })
    const rule = { all: [{ attribute: 'postcode', operator: 'startsWith' as const, value: '0' }] }
    expect(await files.evaluate({ file: source.target, attributes }, { kind: 'count', rule })).toBeGreaterThan(30)
  }
})
