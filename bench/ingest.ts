import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { DuckDBInstance } from '@duckdb/node-api'
import { localFiles } from '#lib/insights/files/local-files.ts'
import { contacts } from './contacts.ts'

// How long a CSV file of a million rows takes to become a version, and how long DuckDB alone takes for the same file:
// its own guess at the columns, unchecked, sorted by the same key. Best of three, both with two threads.
const ROWS = 1_000_000
const ROUNDS = 3
const LIMITS = { memoryMegabytes: 1024, threads: 2 }

export async function run(print: (figure: object) => void) {
  const folder = await mkdtemp(join(tmpdir(), 'highwater-bench-'))
  try {
    const path = join(folder, 'contacts.csv')
    await pipeline(Readable.from(contacts(ROWS)), createWriteStream(path))
    const bareMilliseconds = await bare(folder, path)
    const milliseconds = await ours(folder, path)
    const ratio = Number((milliseconds / bareMilliseconds).toFixed(2))
    print({ rows: ROWS, milliseconds, bareMilliseconds, ratio })
  } finally {
    await rm(folder, { recursive: true })
  }
}

async function ours(folder: string, path: string): Promise<number> {
  const port = localFiles({ folder: join(folder, 'versions'), ...LIMITS })
  const source = {
    format: 'csv' as const,
    files: [{ path, displayPath: 'contacts.csv' }],
    root: folder,
    primaryKey: 'id',
  }
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
