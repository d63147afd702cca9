import { describe, expect, test } from 'vitest'
import type { FileSource } from '#lib/insights/port.ts'
import { openFiles, types } from '#tests/support/files.ts'
import { parquet } from '#tests/support/parquet.ts'

const files = async (contents: Record<string, string | Uint8Array>, more: Partial<FileSource> = {}) => {
  const opened = await openFiles()
  for (const [name, content] of Object.entries(contents)) await opened.drop(name, content)
  const read = async (again: Partial<FileSource> = {}, names = Object.keys(contents)) => {
    const source = opened.source(names, { ...more, ...again })
    const { rows, attributes } = await opened.port.ingest(source)
    return { rows, attributes, file: source.target, items: await opened.rows({ file: source.target, attributes }) }
  }
  return { ...opened, opened, read }
}

describe('JSON', () => {
  const json = (content: string | Uint8Array, more: Partial<FileSource> = {}) =>
    files({ 'orders.json': content }, { format: 'json', ...more }).then(({ read }) => read())

  test.each([
    ['a list', '[{"id":1,"name":"Ann"},\n {"id":2,"name":"Bob"}]'],
    ['a record on each line', '{"id":1,"name":"Ann"}\n{"id":2,"name":"Bob"}\n'],
    ['records over several lines', '{\n "id": 1,\n "name": "Ann"\n}\n{ "id": 2,\r\n "name": "Bob" }'],
    ['a byte order mark before it', '\ufeff{"id":1,"name":"Ann"}\n{"id":2,"name":"Bob"}'],
  ])('is read as %s', async (_, content) => {
    const { items, attributes } = await json(content)
    expect(types(attributes)).toEqual({ id: 'integer', name: 'text' })
    expect(items).toEqual([
      { id: 1, name: 'Ann' },
      { id: 2, name: 'Bob' },
    ])
  })

  test('tells texts from numbers, and finds dates and times in texts', async () => {
    const { attributes, items } = await json(
      '{"code":"0123","zip":"1234","n":1.50,"d":"2026-01-02","t":"2026-01-02T03:04:05+01:00","b":true,"o":{"x":[1]},"no":null}',
    )
    expect(types(attributes)).toEqual({
      code: 'text',
      zip: 'text',
      n: 'decimal',
      d: 'date',
      t: 'timestamp',
      b: 'boolean',
      o: 'text',
      no: 'text?',
    })
    expect(items).toEqual([
      {
        code: '0123',
        zip: '1234',
        n: 1.5,
        d: '2026-01-02',
        t: '2026-01-02T02:04:05Z',
        b: true,
        o: '{"x":[1]}',
        no: null,
      },
    ])
  })

  test('has a column for each field that some record has, whatever its name', async () => {
    const { items } = await json('{"a/b":1}\n{"~":"x","a \\"q\\"":"braces } ] [ {"}\n{}')
    expect(items).toEqual([
      { 'a/b': 1, '~': null, 'a "q"': null },
      { 'a/b': null, '~': 'x', 'a "q"': 'braces } ] [ {' },
      { 'a/b': null, '~': null, 'a "q"': null },
    ])
  })

  test('an empty list is zero rows, once the columns are known', async () => {
    const attributes = [{ name: 'id', type: 'integer' as const }]
    expect(await json('[]', { attributes })).toMatchObject({ rows: 0, attributes })
  })

  test.each([
    [
      'a record that is no JSON',
      '{"id":1}\n{"id":}\n{"id":3}',
      "record 2: it is not valid JSON: Unexpected token '}'.",
    ],
    ['a name without quotes', '[{"id":1},{id:2}]', 'record 2: it is not valid JSON: Expected property name'],
    ['a record that is not closed', '{"id":1}\n{"id":2,\n{"id":3}\n', 'record 2: the record is not closed.'],
    ['a list that is not closed', '[{"id":1}', 'record 2: the record is missing: the array is not closed.'],
    ['numbers where records belong', '[1,2]', 'record 1: the record is no object: it does not begin with {.'],
    ['text', 'hello', 'record 1: the record is no object'],
    ['more behind the list', '[{"id":1}] {"id":2}', 'record 2: the record stands behind the end of the array.'],
    [
      'a line break within a text',
      '{"id":1}\n{"id":"a\nb"}',
      'record 2: the record has a text with a control character',
    ],
    ['Latin-1', Buffer.from('{"id":1}\n{"id":"caf\xe9"}', 'latin1'), 'record 2: not UTF-8 text.'],
    ['nothing', '', ' is empty: there is no record in it.'],
    ['an empty list at first', '[]', ' has no record with a field.'],
    ['names that differ only in case', '{"id":1}\n{"ID":2}', 'columns 1 and 2 are named "id" and "ID"'],
  ])('with %s is refused, and the record named', async (_, content, message) => {
    await expect(json(content)).rejects.toThrow(`orders.json`)
    await expect(json(content)).rejects.toThrow(message)
  })

  test('a value that does not fit the fixed type is named with its record and field', async () => {
    const attributes = [{ name: 'age', type: 'integer' as const }]
    await expect(json('{"age":1}\n{"age":"old"}', { attributes })).rejects.toThrow(
      'orders.json, record 2, field "age": "old" is not an integer.',
    )
  })

  test('a key that is there twice names both records', async () => {
    await expect(json('{"id":1}\n{"id":2}\n{"id":1}', { primaryKey: 'id' })).rejects.toThrow(
      'orders.json, record 3, field "id": the primary key "1" is on record 1 already.',
    )
  })

  test('of many records is read whole', async () => {
    const records = Array.from({ length: 100_000 }, (_, at) =>
      JSON.stringify({ id: at, text: `row ${at} {"[`.repeat(5) }),
    )
    expect((await json(`[${records.join(',')}]`)).rows).toBe(100_000)
  })
})

describe('Parquet', () => {
  const SELECT = `SELECT 1::TINYINT AS i, 1.5::DOUBLE AS d, 'nan'::DOUBLE AS nan, 12.34::DECIMAL(10, 2) AS m, true AS b,
    DATE '2026-01-02' AS day, TIMESTAMP '2026-01-02 03:04:05.5' AS t, '007' AS s, [1, 2] AS l, {'x': 1} AS o`

  test('keeps the types that the file has', async () => {
    const { read } = await files({ 'p.parquet': await parquet(SELECT) }, { format: 'parquet' })
    const { attributes, items } = await read()
    expect(types(attributes)).toEqual({
      i: 'integer',
      d: 'decimal',
      nan: 'decimal',
      m: 'decimal',
      b: 'boolean',
      day: 'date',
      t: 'timestamp',
      s: 'text',
      l: 'text',
      o: 'text',
    })
    expect(items).toEqual([
      {
        i: 1,
        d: 1.5,
        nan: null,
        m: 12.34,
        b: true,
        day: '2026-01-02',
        t: '2026-01-02T03:04:05.5Z',
        s: '007',
        l: '[1,2]',
        o: '{"x":1}',
      },
    ])
  })

  test('a file that is none is refused by name', async () => {
    const { read } = await files({ 'p.parquet': 'id,name\n1,Ann\n' }, { format: 'parquet' })
    await expect(read()).rejects.toThrow(/^p\.parquet is not a Parquet file, or a broken one: .*it/)
  })

  test('a file that is broken in the middle is refused by name', async () => {
    const bytes = await parquet('SELECT range AS id, hash(range)::VARCHAR AS text FROM range(200000)')
    bytes.fill(0xff, 1000, Math.floor(bytes.length / 2))
    const { read } = await files({ 'p.parquet': bytes }, { format: 'parquet' })
    await expect(read()).rejects.toThrow(/^p\.parquet.*broken/)
  })

  test('a value that does not fit the fixed type is named with its row', async () => {
    const bytes = await parquet(`SELECT * FROM (VALUES ('1'), ('old')) AS t (age)`)
    const { read } = await files({ 'p.parquet': bytes }, { format: 'parquet' })
    await expect(read({ attributes: [{ name: 'age', type: 'integer' }] })).rejects.toThrow(
      'p.parquet, row 2, column "age": "old" is not an integer.',
    )
  })
})

describe('several files are one source', () => {
  test('their rows follow each other, whatever separates the fields of each', async () => {
    const { read } = await files({ 'a.csv': 'id,name\n1,Ann\n', 'b.csv': 'id;name\n2;Bob\n3;Cy' })
    expect((await read()).items).toEqual([
      { id: 1, name: 'Ann' },
      { id: 2, name: 'Bob' },
      { id: 3, name: 'Cy' },
    ])
  })

  test.each([
    ['id\n2\n', 'b.csv, line 1: the column "name" is missing, which a.csv has.'],
    ['id,name,age\n2,Bob,3\n', 'b.csv, line 1: there is a column "age", which a.csv has not.'],
    ['id,nom\n2,Bob\n', 'b.csv, line 1: column 2 is "nom", and "name" in a.csv.'],
  ])('one with other columns is refused: %j', async (content, message) => {
    const { read } = await files({ 'a.csv': 'id,name\n1,Ann\n', 'b.csv': content })
    await expect(read()).rejects.toThrow(message)
  })

  test('what is wrong in one is named with its own line', async () => {
    const { read } = await files({ 'a.csv': 'id\n1\n', 'b.csv': 'id\n2\n"3', 'c.csv': 'id\n4\n' })
    await expect(read()).rejects.toThrow('b.csv, line 3, column "id": a quote is opened and not closed.')
    const misfit = await files({ 'a.csv': 'id\n1\n', 'b.csv': 'id\n2\nx\n' })
    const attributes = [{ name: 'id', type: 'integer' as const }]
    await expect(misfit.read({ attributes })).rejects.toThrow('b.csv, line 3, column "id": "x" is not an integer.')
  })

  test('a key that two of them have is named with both', async () => {
    const { read } = await files({ 'a.csv': 'id\n1\n2\n', 'b.csv': 'id\n2\n' }, { primaryKey: 'id' })
    await expect(read()).rejects.toThrow('b.csv, line 2, column "id": the primary key "2" is in a.csv, line 3 already.')
  })

  test('JSON files may have different fields, Parquet files may not', async () => {
    const json = await files({ 'a.json': '{"id":1}', 'b.json': '{"id":2,"x":true}' }, { format: 'json' })
    expect((await json.read()).items).toEqual([
      { id: 1, x: null },
      { id: 2, x: true },
    ])
    const both = {
      'a.parquet': await parquet('SELECT 1 AS id, 2 AS x'),
      'b.parquet': await parquet('SELECT 3 AS x, 4 AS id'),
    }
    expect((await (await files(both, { format: 'parquet' })).read()).items).toEqual([
      { id: 1, x: 2 },
      { id: 4, x: 3 },
    ])
    const other = { 'a.parquet': await parquet('SELECT 1 AS id'), 'b.parquet': await parquet('SELECT 1 AS id, 2 AS x') }
    await expect((await files(other, { format: 'parquet' })).read()).rejects.toThrow(
      'b.parquet: there is a column "x", which a.parquet has not.',
    )
  })
})

describe('incremental', () => {
  const more = { primaryKey: 'id', watermark: 'at' }

  test('newer rows take the place of those with the same key, or are added; the others stay', async () => {
    const { opened, read } = await files({ 'o.csv': 'id,at,n\n1,2026-01-01,a\n2,2026-01-02,b\n3,2026-01-03,c\n' }, more)
    const first = await read()
    await opened.drop('o.csv', 'id,at,n,new\n1,2026-01-02,too old,x\n2,2026-01-04,B,y\n4,2026-01-03,d,z\n')
    const second = await read({ attributes: first.attributes, previous: first.file })
    expect(second.rows).toBe(4)
    expect(second.items).toEqual([
      { id: 1, at: '2026-01-01', n: 'a', new: null },
      { id: 2, at: '2026-01-04', n: 'B', new: 'y' },
      { id: 3, at: '2026-01-03', n: 'c', new: null },
      { id: 4, at: '2026-01-03', n: 'd', new: 'z' },
    ])
  })

  test('of several rows with one key the newest counts, and of those the last', async () => {
    const { read } = await files({ 'o.csv': 'id,at,n\n1,5,a\n1,7,b\n1,7,c\n1,6,d\n' }, more)
    expect((await read()).items).toEqual([{ id: 1, at: 7, n: 'c' }])
  })

  test('a column that had no value before gets its type from the newer rows', async () => {
    const { opened, read } = await files({ 'o.csv': 'id,at,n\n1,1,\n' }, more)
    const first = await read()
    await opened.drop('o.csv', 'id,at,n\n2,2,2.5\n')
    const second = await read({ attributes: first.attributes, previous: first.file })
    expect(types(second.attributes)).toEqual({ id: 'integer', at: 'integer', n: 'decimal' })
    expect(second.items).toEqual([
      { id: 1, at: 1, n: null },
      { id: 2, at: 2, n: 2.5 },
    ])
  })

  test.each([
    [
      'an empty watermark',
      'id,at\n1,1\n2,\n',
      'o.csv, line 3, column "at": the column that tells newer rows is empty.',
    ],
    ['an empty key', 'id,at\n1,1\n,2\n', 'o.csv, line 3, column "id": the primary key is empty.'],
    ['a text for a watermark', 'id,at\n1,new\n', 'the column "at" tells no newer rows: it is no number, date or time.'],
    ['no watermark', 'id\n1\n', 'o.csv, line 1: the column "at" is missing, which tells newer rows.'],
  ])('%s is refused', async (_, content, message) => {
    const { read } = await files({ 'o.csv': content }, more)
    await expect(read()).rejects.toThrow(message)
  })
})

describe('a preview', () => {
  test('has the first rows and their types, and keeps nothing', async () => {
    const { opened } = await files({
      'o.csv': `id,n\n${Array.from({ length: 300_000 }, (_, at) => `${at},x\n`).join('')}oops`,
    })
    const { attributes, rows } = await opened.port.preview(opened.source('o.csv'))
    expect(types(attributes)).toEqual({ id: 'integer', n: 'text' })
    expect(rows).toHaveLength(20)
    expect(rows[0]).toEqual({ id: 0, n: 'x' })
    expect(await opened.kept()).toEqual([])
  })

  test('of JSON and Parquet too', async () => {
    const list = `[${Array.from({ length: 100_000 }, (_, id) => JSON.stringify({ id, text: 'text' })).join()}]`
    const { opened } = await files({ 'o.json': list, 'o.parquet': await parquet('SELECT 1 AS id') })
    expect((await opened.port.preview(opened.source('o.json', { format: 'json' }))).rows[1]).toEqual({
      id: 1,
      text: 'text',
    })
    expect((await opened.port.preview(opened.source('o.parquet', { format: 'parquet' }))).rows).toEqual([{ id: 1 }])
  })

  test('says what is wrong as a refresh would', async () => {
    const { opened } = await files({ 'o.csv': 'id,id\n1,2\n' })
    await expect(opened.port.preview(opened.source('o.csv'))).rejects.toThrow('o.csv, line 1: columns 1 and 2 are both')
  })
})
