import { createWriteStream } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { setTimeout as delay } from 'node:timers/promises'
import { DuckDBInstance } from '@duckdb/node-api'
import { database } from '#lib/database/client.ts'
import { batches, batchToSql } from '#lib/insights/batches.ts'
import { createDataSource } from '#lib/insights/data-sources/create.ts'
import { customerDataFolder, dropFolder } from '#lib/insights/folders.ts'
import { getJob } from '#lib/insights/jobs/read.ts'
import type { JobOperation } from '#lib/insights/jobs/schema.ts'
import { startJobRunner } from '#lib/insights/jobs/start.ts'
import { submitJob } from '#lib/insights/jobs/submit.ts'
import type { Attribute } from '#lib/insights/port.ts'
import type { Relations } from '#lib/insights/statement.ts'
import type { Access } from '#lib/instances/actor.ts'
import { makeInstance } from '#tests/support/make.ts'
import { startArena } from './arena.ts'
import { contacts } from './contacts.ts'
import { measureAggregate, segmentRule } from './definitions.ts'

const CUSTOMERS = 1_000_000
const COUNT = 500
const ROUNDS = 3
const POLL_MS = 5

/**
 * A refresh of 500 segments and 500 measures over a million customers and a million orders, from its submission to its
 * end with values, history and thresholds written down; and DuckDB alone on the same statements, with the same threads.
 * Best of three, each.
 */
export async function run(print: (figure: object) => void, customers = CUSTOMERS) {
  await using _ = await startArena(0)
  const instance = await makeInstance()
  const access: Access = { actor: { type: 'deployment', name: 'benchmark' }, instance, role: 'Admin' }
  const runner = await startJobRunner()
  try {
    await fill(access, customers)
    let milliseconds = Number.POSITIVE_INFINITY
    for (let round = 0; round < ROUNDS; round++) {
      const measures = await refresh(access, 'measures')
      milliseconds = Math.min(milliseconds, measures + (await refresh(access, 'segmentation')))
    }
    const { bareMilliseconds, statements } = await bare(instance.id)
    const ratio = Number((milliseconds / bareMilliseconds).toFixed(2))
    print({ customers, segments: COUNT, measures: COUNT, statements, milliseconds, bareMilliseconds, ratio })
  } finally {
    await runner.stop()
  }
}

async function fill(access: Access, customers: number) {
  await mkdir(dropFolder(), { recursive: true })
  await write('customers.csv', contacts(customers))
  await write('orders.csv', orders(customers))
  const [common, mine] = [{ kind: 'file' as const }, { instanceId: access.instance.id }]
  await createDataSource(access, { ...common, name: 'customers', path: 'customers.csv', entityName: 'Customer' })
  await createDataSource(access, { ...common, name: 'orders', path: 'orders.csv', entityName: 'Order' })
  await refresh(access, 'ingestion')
  const numbers = Array.from({ length: COUNT }, (_, n) => n)
  await database().segment.createMany({
    data: numbers.map(n => ({
      ...mine,
      kind: 'rule' as const,
      name: `Segment${n}`,
      friendlyName: `Segment ${n}`,
      entityName: 'Customer',
      rule: segmentRule(n),
    })),
  })
  await database().measure.createMany({
    data: numbers.map(n => {
      const { filter, ...aggregate } = measureAggregate(n)
      const definition = { entityName: 'Customer', aggregate, filter, isScalar: true, dimensions: [] }
      const name = `Measure${n}`
      return { ...mine, kind: 'business' as const, name, displayName: name, entityName: 'Customer', definition }
    }),
  })
}

const write = (name: string, lines: Iterable<string>) =>
  pipeline(Readable.from(lines), createWriteStream(join(dropFolder(), name)))

function* orders(rows: number) {
  yield 'order_id,customer,amount,ordered\n'
  for (let row = 0; row < rows; row++) {
    const some = (row * 104_729) % rows
    const ordered = new Date(Date.now() - (some % 400) * 86_400_000).toISOString().slice(0, 10)
    yield `${row},c-${(some * 3) % rows},${(some % 9000) / 10},${ordered}\n`
  }
}

/** Milliseconds from the submission of a job to its end. */
async function refresh(access: Access, operationType: JobOperation): Promise<number> {
  const start = performance.now()
  const { jobId } = await submitJob(access, { operationType, identifiers: [], downstream: false })
  for (;;) {
    const { jobStatus, endTimestamp } = await getJob(access, jobId)
    if (endTimestamp === null) await delay(POLL_MS)
    else if (jobStatus === 'successful') return Math.round(performance.now() - start)
    else throw new Error(`The refresh ended as ${jobStatus}.`)
  }
}

async function bare(instanceId: string) {
  const entities = await database().entity.findMany({ where: { instanceId } })
  const relations: Relations = Object.fromEntries(
    entities.map(({ name, file, attributes }) => [
      name,
      { from: `read_parquet('${join(customerDataFolder(), file ?? '')}')`, attributes: attributes as Attribute[] },
    ]),
  )
  const numbers = Array.from({ length: COUNT }, (_, n) => n)
  const about = { entityName: 'Customer', at: new Date() }
  const groups = [
    numbers.map(n => ({ place: n, evaluation: { ...about, kind: 'aggregate' as const, ...measureAggregate(n) } })),
    numbers.map(n => ({ place: n, evaluation: { ...about, kind: 'count' as const, rule: segmentRule(n) } })),
  ]
  const statements = groups.flatMap(batches).map(batch => batchToSql(batch, relations))
  const threads = Math.ceil(availableParallelism() / 2)
  const instance = await DuckDBInstance.create(':memory:', { threads: String(threads), memory_limit: '1024MB' })
  const connection = await instance.connect()
  let best = Number.POSITIVE_INFINITY
  for (let round = 0; round < ROUNDS; round++) {
    const start = performance.now()
    for (const { sql, parameters } of statements) await connection.runAndReadAll(sql, parameters)
    best = Math.min(best, performance.now() - start)
  }
  connection.closeSync()
  instance.closeSync()
  return { bareMilliseconds: Math.round(best), statements: statements.length }
}
