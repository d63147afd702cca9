import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { filesProcess } from '#lib/insights/files/process.ts'
import type { Attribute } from '#lib/insights/port.ts'
import { proposeDefinition } from '#lib/insights/unification/propose.ts'
import { round } from './latency.ts'
import { FIELDS, people, withErrors } from './people.ts'

// Two lists of a million people each, 800,000 of them in both, matched and merged by the default rules, by the process
// that the worker uses: half of a machine of four cores and 4 GB.
const RECORDS = Number(process.env.UNIFY_RECORDS ?? 1_000_000)
const SETTINGS = { memoryMegabytes: 2048, threads: 2 }
const version = (name: string) => `${name}.parquet`

export async function run(print: (figure: object) => void) {
  const folder = await mkdtemp(join(tmpdir(), 'highwater-bench-'))
  await using port = filesProcess({ folder, ...SETTINGS })
  try {
    await generate(folder)
    const attributes = ['id', 'birth_date', ...FIELDS].map((name): Attribute => ({ name, type: 'text' }))
    const entities = ['Contact', 'Member'].map(name => ({ name, primaryKey: 'id', attributes }))
    const definition = proposeDefinition(entities)
    const tables = Object.fromEntries(entities.map(({ name }) => [name, { file: version(name), attributes }]))
    const files = { matches: version('matches'), customers: version('customers'), links: version('links') }
    const records = version('records')
    const [mapSeconds] = await timed(() => port.unify({ phase: 'map', definition, tables, target: records }))
    const [matchSeconds, matched] = await timed(() =>
      port.unify({ phase: 'match', definition, records, target: files.matches }),
    )
    const [mergeSeconds, merged] = await timed(() =>
      port.unify({ phase: 'merge', definition, tables, seed: 'bench', ...files }),
    )
    const { sourceRecords, customers } = merged
    print({
      figure: 'two lists matched and merged',
      seconds: round(mapSeconds + matchSeconds + mergeSeconds),
      mapSeconds: round(mapSeconds),
      matchSeconds: round(matchSeconds),
      mergeSeconds: round(mergeSeconds),
      sourceRecords,
      customers,
      pairsCompared: matched.pairsCompared,
      ...(await judged(join(folder, files.links))),
    })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function timed<Result>(work: () => Promise<Result>): Promise<[number, Result]> {
  const start = performance.now()
  const result = await work()
  return [(performance.now() - start) / 1000, result]
}

/** People 0 to a million in the one list, 200,000 to 1,200,000 in the other, under keys that tell who they are. */
async function generate(folder: string) {
  const database = await DuckDBInstance.create(':memory:', { threads: '2', memory_limit: '3GB' })
  const connection = await database.connect()
  const copy = (select: string, name: string) =>
    connection.run(`COPY (${select}) TO '${join(folder, version(name))}' (FORMAT parquet)`)
  await connection.run(`CREATE TABLE everyone AS ${people(2 * RECORDS)}`)
  await connection.run(
    `CREATE TABLE stranger AS SELECT (id + 7919) % ${2 * RECORDS} AS id, * EXCLUDE (id) FROM everyone`,
  )
  await copy(`SELECT 'a' || id AS id, * EXCLUDE (id) FROM everyone WHERE id < ${RECORDS}`, 'Contact')
  await copy(
    `SELECT 'b' || id AS id, * EXCLUDE (id) FROM (${withErrors('everyone', 'stranger')})
     WHERE id >= ${RECORDS * 0.2} AND id < ${RECORDS * 1.2} ORDER BY hash(id)`,
    'Member',
  )
  connection.closeSync()
  database.closeSync()
}

/** Of the pairs that were found, how many are the same person, and of all such pairs, how many were found. */
async function judged(links: string) {
  const database = await DuckDBInstance.create(':memory:')
  const connection = await database.connect()
  const reader = await connection.runAndReadAll(
    `SELECT count(*)::DOUBLE, count_if("RecordKey"[2:] = "MatchedKey"[2:])::DOUBLE FROM '${links}' WHERE "Rule" IS NOT NULL`,
  )
  const [found = 0, right = 0] = (reader.getRows()[0] ?? []).map(Number)
  connection.closeSync()
  database.closeSync()
  return { precision: right / found, recall: right / (RECORDS * 0.8) }
}
