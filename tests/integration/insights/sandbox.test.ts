import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { SqlEvaluation } from '#lib/insights/port.ts'
import { checkSql } from '#lib/insights/sandbox/check.ts'
import { shut } from '#lib/insights/sandbox/run.ts'
import { runSandboxed } from '#lib/insights/sandbox/sandbox.ts'
import { openFiles } from '#tests/support/files.ts'

const LIMITS = { memoryMegabytes: 128, threads: 2, seconds: 20 }

/** An instance's Contact, and a file beside it that is another instance's. */
async function sandbox(limits = LIMITS) {
  const files = await openFiles()
  const contacts = ['id,state,age', ...Array.from({ length: 1000 }, (_, n) => `c${n},${n % 4 ? 'nsw' : ''},${n % 90}`)]
  const { table } = await files.ingest(contacts.join('\n'))
  await files.drop('other.csv', 'secret\nx\n')
  const other = files.source('other.csv')
  await files.port.ingest(other)
  const path = join(files.folder, table.file)
  return {
    path,
    other: join(files.folder, other.target),
    place: files.place,
    run: (result: SqlEvaluation['result'], sql: string) =>
      runSandboxed({ result, sql, isCheck: false, limits, entities: { Contact: { ...table, path } } }),
    check: (result: SqlEvaluation['result'], sql: string) => checkSql({ result, sql }, { Contact: table.attributes }),
  }
}

describe('a statement', () => {
  test.each<[SqlEvaluation['result'], string, number | null]>([
    ['ids', 'select id from Contact where age >= 80', 110],
    ['ids', 'select state, id from contact', 1],
    ['ids', 'select id from Contact union all select id from Contact; -- twice', 1000],
    ['number', 'select count(*) from "Contact"', 1000],
    ['number', 'with old as (select * from contact where age > 80) select avg(age) from old', 85],
    ['number', 'select max(age) from contact where false', null],
    ['number', 'select age from contact where false', null],
    ['number', 'select sum(n) from range(10) as r(n)', 45],
    ['number', 'select 12.5::decimal(10, 2)', 12.5],
  ])('%s: %s', async (result, sql, expected) => {
    const { run } = await sandbox()
    expect((await run(result, sql)).value).toBe(expected)
  })

  test('shows its first hundred rows as they are', async () => {
    const { run } = await sandbox()
    const { rows } = await run('rows', "select id, age, date '2026-11-23' as day, repeat('x', 2000) as x from contact")
    expect(rows).toHaveLength(100)
    expect(rows?.[0]).toEqual({ id: 'c0', age: 0, day: '2026-11-23', x: `${'x'.repeat(1000)}…` })
  })

  test('is held against the entities without being run, and names those that it reads', async () => {
    const { check } = await sandbox()
    expect(await check('number', 'select count(*) from contact a, contact b, contact c, contact d')).toEqual([
      'Contact',
    ])
    await expect(check('ids', 'select idd from contact')).rejects.toThrow('"idd" not found')
    await expect(check('ids', 'select id from Person')).rejects.toThrow('There is no entity Person.')
    await expect(check('number', 'select id from contact')).rejects.toThrow('must give one number, and gives VARCHAR')
    await expect(check('number', 'select 1, 2')).rejects.toThrow('must give one number, and gives 2 columns')
  })

  test.each<[SqlEvaluation['result'], string, string]>([
    ['number', 'select age from contact', 'more than one row'],
    ['number', 'select 1 / 0', 'no finite number'],
    ['ids', 'selec id', 'syntax error'],
    ['ids', '', 'must be one SELECT'],
    ['ids', '-- nothing', 'must be one SELECT'],
    ['ids', 'select 1; select 2', 'must be one SELECT'],
    ['ids', 'select \0', 'NUL'],
    ['ids', 'select $1', 'parameters'],
  ])('%s: %s is refused: %s', async (result, sql, message) => {
    const { run } = await sandbox()
    await expect(run(result, sql)).rejects.toThrow(message)
  })
})

/** Ways out: `OTHER` is another instance's file, `OWN` this one's, `OUT` one that does not exist yet. */
const HOSTILE = [
  "select * from read_parquet('OTHER')",
  "select * from 'OTHER'",
  'select * from "OTHER"',
  "select * from parquet_scan(['OWN', 'OTHER'])",
  "select * from parquet_metadata('OTHER')",
  "select * from read_csv('/etc/passwd')",
  "select * from read_text('/etc/passwd')",
  "select * from read_blob('/proc/self/environ')",
  "select * from read_json('/etc/passwd')",
  "select * from sniff_csv('/etc/passwd')",
  "select * from glob('/*')",
  "select * from read_csv('https://example.com/x.csv')",
  "select * from 's3://bucket/x.parquet'",
  "select * from query('select * from read_text(''/etc/passwd'')')",
  "select * from query_table('OTHER')",
  "select * from json_execute_serialized_sql(json_serialize_sql('select 1'))",
  'select * from arrow_scan(1, 2, 3)',
  "copy contact to 'OUT'",
  "copy (select 1) to 'OWN'",
  "copy contact from '/etc/passwd'",
  "with x as (copy contact to 'OUT') select * from x",
  "attach 'OUT' as o",
  "export database 'OUT'",
  "import database 'OUT'",
  'install httpfs',
  'load httpfs',
  "load '/tmp/x.duckdb_extension'",
  'pragma database_list',
  'pragma enable_profiling',
  'set enable_external_access = true',
  'reset lock_configuration',
  'set variable x = 1',
  'call pragma_version()',
  'create secret (type s3)',
  'create table t as select 1',
  'drop view contact',
  'insert into contact values (1)',
  'update contact set age = 1',
  'delete from contact',
  'begin transaction',
  'explain analyze select 1',
  'select * from duckdb_secrets()',
  'select * from duckdb_settings()',
  'select * from duckdb_views',
  'select * from information_schema.tables',
  'select * from pg_catalog.pg_class',
  'select * from main.contact',
  'select * from sqlite_master',
  'show tables',
  'describe contact',
  'from (show all tables)',
  "select getenv('HOME')",
  "select current_setting('temp_directory')",
  "select getvariable('x')",
  "select nextval('s')",
  "select write_log('x')",
  `with "OTHER" as (select 1) select * from "OTHER"`,
  'with duckdb_settings as (select 1) select * from duckdb_settings',
  "select (select content from read_text('/etc/passwd'))",
  "select id from contact where exists (select * from read_text('/etc/passwd'))",
  "select id from contact order by (select max(content) from read_text('/etc/passwd'))",
  "select id from contact limit (select count(*) from glob('/*'))",
  "select id from contact qualify row_number() over (order by (select count(*) from glob('/*'))) = 1",
  "select list_transform([1], x -> (select count(*) from glob('/*')))",
  "values ((select count(*) from glob('/*')))",
]

test('no statement gets out', { timeout: 180_000 }, async () => {
  const { run, place, ...paths } = await sandbox()
  const out = join(place, 'out')
  const answers = await inTurn(HOSTILE, async sql => {
    const text = sql.replaceAll('OTHER', paths.other).replaceAll('OWN', paths.path).replaceAll('OUT', out)
    return run('rows', text).then(
      answer => [sql, answer],
      error => [sql, (error as Error).constructor.name],
    )
  })
  expect(answers).toEqual(HOSTILE.map(sql => [sql, 'SqlRefused']))
  expect(existsSync(out)).toBe(false)
  expect((await run('number', 'select count(*) from contact')).value).toBe(1000)
})

test('even one that were allowed would find the door shut', async () => {
  const { path, other, place } = await sandbox()
  const instance = await DuckDBInstance.create(':memory:', { temp_directory: '' })
  onTestFinished(() => instance.closeSync())
  const connection = await instance.connect()
  await shut(connection, [path])
  for (const sql of [
    `select * from read_parquet('${other}')`,
    "select * from read_text('/etc/passwd')",
    "select * from read_csv('https://example.com/x.csv')",
    `copy (select 1) to '${join(place, 'out')}'`,
    `attach '${join(place, 'out')}' as o`,
    "select * from glob('/etc/*')",
    'install httpfs',
    'load httpfs',
    'set enable_external_access = true',
    'set lock_configuration = false',
  ]) {
    await expect(connection.run(sql), sql).rejects.toThrow()
  }
})

describe('what takes too much is ended:', () => {
  test.each([
    ['time, in a join', 'select count(*) from contact a, contact b, contact c, contact d'],
    [
      'time, in a recursion',
      'with recursive r as (select 1 as n union all select n + 1 from r) select count(*) from r',
    ],
  ])('%s', async (_, sql) => {
    const { run } = await sandbox({ ...LIMITS, seconds: 2 })
    await expect(run('number', sql)).rejects.toThrow('It took longer than the 2 seconds that it may take.')
  })

  test.each([
    ['in a text', "select max(len(repeat('x', 1000000000) || id)) from contact"],
    ['in a list', 'select len(range(10000000000))'],
    ['in an aggregate', 'select len(list(a.id || b.id)) from contact a, contact b, contact c'],
    ['in a hash table', 'select count(distinct a.id || b.id || c.id) from contact a, contact b, contact c'],
    ['before it even runs', "select len(repeat(repeat('x', 1000000), 1000000))"],
  ])('memory, %s', { timeout: 60_000 }, async (_, sql) => {
    const { run } = await sandbox()
    await expect(run('number', sql)).rejects.toThrow(/memory|Out of Memory|range|size|large|limit/i)
  })

  test('an evaluation that is cancelled', async () => {
    const { path } = await sandbox()
    const controller = new AbortController()
    const endless = 'with recursive r as (select 1 as n union all select n + 1 from r) select count(*) from r'
    const job = { result: 'number', sql: endless, isCheck: false, limits: LIMITS } as const
    const run = runSandboxed({ ...job, entities: { Contact: { attributes: [], path } } }, controller.signal)
    controller.abort(new Error('cancelled'))
    await expect(run).rejects.toThrow('cancelled')
  })
})

async function inTurn<T, R>(items: T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = []
  for (const item of items) results.push(await work(item))
  return results
}
