import { appendFileSync } from 'node:fs'
import { mkdir, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { type Attribute, IngestionError } from '#lib/insights/port.ts'
import { openFiles } from '#tests/support/files.ts'

const fixed: Attribute[] = [
  { name: 'id', type: 'integer' },
  { name: 'age', type: 'integer' },
  { name: 'score', type: 'decimal' },
  { name: 'born', type: 'date' },
  { name: 'seen', type: 'timestamp' },
  { name: 'active', type: 'boolean' },
]
const good = '1,30,1.5,2000-01-01,2024-01-01T10:00:00Z,true'
const long = 'x'.repeat(100)

describe('a refresh fails, and says where and why', () => {
  test.each<[string, string | Uint8Array, string]>([
    ['nothing in the file', '', 'crm.csv is empty: it has no header.'],
    ['nothing but a byte order mark and blank lines', '\ufeff\n \n', 'crm.csv is empty: it has no header.'],
    ['a row too short', 'id,name\n1,Ann\n2\n', 'crm.csv, line 3, column "name": 1 field where the header has 2.'],
    ['a row too long', 'id,name\n1,Ann\n\n2,Bob,x\n', 'crm.csv, line 4, column 3: 3 fields where the header has 2.'],
    [
      'a first row too short',
      'id,name,age\n1\n2,Bob,3\n3,Eve,4\n',
      'crm.csv, line 2, column "name": 1 field where the header has 3.',
    ],
    [
      'one field too many, though empty',
      'id,name\n1,Ann,\n',
      'crm.csv, line 2, column 3: 3 fields where the header has 2.',
    ],
    ['an open quote', 'id,name\n1,"Ann\n2,Bob\n', 'crm.csv, line 2, column "name": a quote is opened and not closed.'],
    [
      'an open quote that a later one closes',
      'id,name\n1,"Ann\n2,"Bob"\n',
      'crm.csv, line 2, column "name": a quoted value is followed by more text.',
    ],
    [
      'text after a quote',
      'id,name\n1,"Ann"x\n',
      'crm.csv, line 2, column "name": a quoted value is followed by more text.',
    ],
    ['a header that is broken', 'id,"name\n1,Ann\n', 'crm.csv, line 1, column 2: a quote is opened and not closed.'],
    [
      'bytes that are no text',
      Buffer.from([0x50, 0x4b, 3, 4, 0, 0]),
      'crm.csv, line 1, column 1: the control character 0x00; this is no text.',
    ],
    ['UTF-16', Buffer.from('\ufeffid,name\n', 'utf16le'), 'crm.csv, line 1: the file is UTF-16; save it as UTF-8.'],
    [
      'broken UTF-8',
      Buffer.concat([Buffer.from('id,name\n1,Zoë\n2,"a\nb'), Buffer.from([0xc3]), Buffer.from('"\n')]),
      'crm.csv, line 3, column "name": not UTF-8 text.',
    ],
    [
      'neither UTF-8 nor Latin-1',
      Buffer.concat([Buffer.from('id,name\n1,a\n2,'), Buffer.from([0xfc, 0x9d]), Buffer.from('\n')]),
      'crm.csv, line 3, column "name": not UTF-8 or Latin-1 text.',
    ],
    ['two columns of one name', 'id,name, id \n', 'crm.csv, line 1: columns 1 and 3 are both named "id".'],
    [
      'two columns that differ in case',
      '\nId,id\n',
      'crm.csv, line 2: columns 1 and 2 are named "Id" and "id", which differ only in case.',
    ],
    ['a column without a name', 'id,,name\n', 'crm.csv, line 1: column 2 has no name.'],
  ])('%s', async (_, content, message) => {
    const files = await openFiles()
    await expect(files.ingest(content)).rejects.toThrow(new IngestionError(message))
    expect(await files.kept()).toEqual([])
  })

  test.each<[string, string, string]>([
    ['no integer', good.replace('30', 'twelve'), 'crm.csv, line 3, column "age": "twelve" is not an integer.'],
    ['a fraction', good.replace('30', '12.5'), 'crm.csv, line 3, column "age": "12.5" is not an integer.'],
    [
      'a leading zero',
      good.replace('30', '012'),
      'crm.csv, line 3, column "age": "012" is not an integer: it has a leading zero.',
    ],
    [
      'an integer too large',
      good.replace('30', '99999999999999999999'),
      'crm.csv, line 3, column "age": "99999999999999999999" is not an integer.',
    ],
    ['no number', good.replace('1.5', 'n/a'), 'crm.csv, line 3, column "score": "n/a" is not a number.'],
    ['a decimal comma', good.replace('1.5', '"1,5"'), 'crm.csv, line 3, column "score": "1,5" is not a number.'],
    [
      'no date',
      good.replace('2000-01-01', '2000-02-30'),
      'crm.csv, line 3, column "born": "2000-02-30" is not a date such as 2026-11-23.',
    ],
    [
      'no time',
      good.replace('2024-01-01T10:00:00Z', "10 o'clock"),
      'crm.csv, line 3, column "seen": "10 o\'clock" is not a time such as 2026-11-23T08:00:00Z.',
    ],
    [
      'neither true nor false',
      good.replace('true', 'yes'),
      'crm.csv, line 3, column "active": "yes" is not true or false.',
    ],
    [
      'a very long value',
      good.replace('30', long),
      `crm.csv, line 3, column "age": "${long.slice(0, 80)}…" is not an integer.`,
    ],
    [
      'the first of several',
      good.replace('30', 'x').replace('true', 'y'),
      'crm.csv, line 3, column "age": "x" is not an integer.',
    ],
  ])('a value that does not fit its fixed type: %s', async (_, row, message) => {
    const files = await openFiles()
    const header = fixed.map(({ name }) => name).join()
    const refresh = files.ingest(`${header}\n${good}\n${row}\n`, { attributes: fixed })
    await expect(refresh).rejects.toThrow(new IngestionError(message))
    expect(await files.kept()).toEqual([])
  })

  test('decimals of both kinds in one file', async () => {
    const files = await openFiles()
    const attributes: Attribute[] = [
      { name: 'id', type: 'integer' },
      { name: 'score', type: 'decimal' },
    ]
    await expect(files.ingest('id;score\n1;1,5\n2;2,5\n3;1.5\n', { attributes })).rejects.toThrow(
      'crm.csv, line 4, column "score": "1.5" is not a number with a decimal comma.',
    )
  })

  test('a value on a later line of its record is found on that line', async () => {
    const files = await openFiles()
    const attributes: Attribute[] = [
      { name: 'note', type: 'text' },
      { name: 'age', type: 'integer' },
    ]
    await expect(files.ingest('note,age\n"a\nb\nc","x\ny"\n', { attributes })).rejects.toThrow(
      'crm.csv, line 4, column "age": "x\\ny" is not an integer.',
    )
  })

  test('a value far into a large file', async () => {
    const files = await openFiles()
    const rows = Array.from({ length: 50_000 }, (_, at) => (at === 44_442 ? 'x' : at))
    await expect(
      files.ingest(`id\n${rows.join('\n')}\n`, { attributes: [{ name: 'id', type: 'integer' }] }),
    ).rejects.toThrow('crm.csv, line 44444, column "id": "x" is not an integer.')
  })

  test('a column that earlier refreshes had is missing', async () => {
    const files = await openFiles()
    await expect(files.ingest('id,Age\n1,2\n', { attributes: fixed.slice(0, 2) })).rejects.toThrow(
      'crm.csv, line 1: the column "age" is missing, which earlier refreshes had.',
    )
  })

  test.each<[string, string, string]>([
    [
      'its column is missing',
      'nr,name\n1,Ann\n',
      'crm.csv, line 1: the column "id" is missing, which is the primary key.',
    ],
    ['it is empty', 'id,name\n1,Ann\n,Bob\n', 'crm.csv, line 3, column "id": the primary key is empty.'],
    [
      'it is there twice',
      'id,name\n1,Ann\n2,Bob\n2,Eve\n1,Zoë\n',
      'crm.csv, line 4, column "id": the primary key "2" is on line 3 already.',
    ],
    [
      'it is there twice in other words',
      'id,name\n1.5,Ann\n1.50,Bob\n',
      'crm.csv, line 3, column "id": the primary key "1.50" is on line 2 already.',
    ],
  ])('the primary key: %s', async (_, content, message) => {
    const files = await openFiles()
    await expect(files.ingest(content, { primaryKey: 'id' })).rejects.toThrow(new IngestionError(message))
    expect(await files.kept()).toEqual([])
  })

  test('the file is not there, is a folder, or leads elsewhere', async () => {
    const files = await openFiles()
    await files.drop('real.csv', 'id\n1\n')
    await files.drop('../secret.csv', 'id\n1\n')
    await mkdir(join(files.root, 'folder'))
    await symlink(join(files.place, 'secret.csv'), join(files.root, 'leak.csv'))
    await symlink(files.place, join(files.root, 'up'))
    await symlink('nowhere', join(files.root, 'dangling.csv'))
    await symlink('real.csv', join(files.root, 'alias.csv'))
    const attempt = (name: string) => files.port.ingest(files.source(name)).catch((error: Error) => error)
    expect(await attempt('crm.csv')).toEqual(new IngestionError('crm.csv does not exist.'))
    expect(await attempt('dangling.csv')).toEqual(new IngestionError('dangling.csv does not exist.'))
    expect(await attempt('real.csv/x.csv')).toEqual(new IngestionError('real.csv/x.csv does not exist.'))
    expect(await attempt('folder')).toEqual(new IngestionError('folder is not a file.'))
    expect(await attempt('leak.csv')).toEqual(new IngestionError('leak.csv leads out of its folder.'))
    expect(await attempt('up/secret.csv')).toEqual(new IngestionError('up/secret.csv leads out of its folder.'))
    expect(await attempt('../secret.csv')).toEqual(new IngestionError('../secret.csv leads out of its folder.'))
    expect(await attempt('alias.csv')).toMatchObject({ rows: 1 })
  })
})

test('a file that is still being written is not taken for complete', async () => {
  const files = await openFiles()
  await files.drop('crm.csv', `id,name\n${'1,Ann\n'.repeat(1_000_000)}`)
  const writing = setInterval(() => appendFileSync(join(files.root, 'crm.csv'), '2,Bob\n3'), 1)
  onTestFinished(() => clearInterval(writing))
  await expect(files.port.ingest(files.source('crm.csv'))).rejects.toThrow(
    new IngestionError('crm.csv changed while it was read. Refresh again when it is complete.'),
  )
  expect(await files.kept()).toEqual([])
})

test('a version is never overwritten, and lies in the customer-data folder', async () => {
  const files = await openFiles()
  await files.drop('crm.csv', 'id\n1\n')
  const source = files.source('crm.csv')
  await files.port.ingest(source)
  await expect(files.port.ingest(source)).rejects.toThrow('contacts/1.parquet exists already')
  for (const target of ['../x.parquet', '/tmp/x.parquet', 'x.txt', '*.parquet']) {
    await expect(files.port.ingest({ ...source, target })).rejects.toThrow('is no name for a version')
  }
})
