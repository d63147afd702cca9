import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { DuckDBInstance } from '@duckdb/node-api'
import { localFiles } from '#lib/insights/files/local-files.ts'

// How long a CSV file of a million rows takes to become a version, and how long DuckDB alone takes for the same file:
// its own guess at the columns, unchecked, sorted by the same key. Best of three, both with two threads.
const ROWS = 1_000_000
const ROUNDS = 3
const LIMITS = { memoryMegabytes: 1024, threads: 2 }

export async function run(print: (figure: object) => void) {
  const folder = await mkdtemp(join(tmpdir(), 'highwater-bench-'))
  try {
    const path = join(folder, 'contacts.csv')
    await pipeline(Readable.from(contacts()), createWriteStream(path))
    const bareMilliseconds = await bare(folder, path)
    const milliseconds = await ours(folder, path)
    const ratio = Number((milliseconds / bareMilliseconds).toFixed(2))
    print({ rows: ROWS, milliseconds, bareMilliseconds, ratio })
  } finally {
    await rm(folder, { recursive: true })
  }
}

function* contacts() {
  const states = ['nsw', 'vic', 'qld', 'wa', '']
  yield 'id, name, address, postcode, state, born, age, balance, seen\n'
  for (let row = 0; row < ROWS; row++) {
    const some = (row * 7919) % ROWS
    const born = new Date(some * 2_500_000).toISOString().slice(0, 10)
    yield `c-${some}, name ${some % 9973}, ${some % 400} müller street, ${1000 + (some % 8999)}, ${states[some % 5]}, ${born}, ${some % 99}, ${(some / 97).toFixed(2)}, ${born}T10:20:30Z\n`
  }
}

async function ours(folder: string, path: string): Promise<number> {
  const port = localFiles({ folder: join(folder, 'versions'), ...LIMITS })
  const source = { path, displayPath: 'contacts.csv', root: folder, primaryKey: 'id' }
  const best = await bestOf(round => port.ingest({ ...source, target: `${round}.parquet` }))
  await port[Symbol.asyncDispose]()
  return best
}

async function bare(folder: string, path: string): Promise<number> {
  const instance = await DuckDBInstance.create(':memory:', {
    threads: String(LIMITS.threads),
    memory_limit: `${LIMITS.memoryMegabytes}MB`,
  })
  const connection = await instance.connect()
  const best = await bestOf(() =>
    connection.run(`COPY (SELECT * FROM read_csv('${path}') ORDER BY id) TO '${folder}/bare.parquet'`),
  )
  connection.closeSync()
  instance.closeSync()
  return best
}

async function bestOf(run: (round: number) => Promise<unknown>): Promise<number> {
  let best = Number.POSITIVE_INFINITY
  for (let round = 0; round < ROUNDS; round++) {
    const start = performance.now()
    await run(round)
    best = Math.min(best, performance.now() - start)
  }
  return Math.round(best)
}
