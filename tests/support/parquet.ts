import { readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { uuid7 } from '#lib/database/uuid7.ts'

/** The bytes of a Parquet file with what a SELECT gives. */
export async function parquet(select: string): Promise<Buffer> {
  const path = join(tmpdir(), `${uuid7()}.parquet`)
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  try {
    await connection.run(`COPY (${select}) TO '${path}' (FORMAT parquet)`)
    return await readFile(path)
  } finally {
    connection.closeSync()
    instance.closeSync()
    await rm(path, { force: true })
  }
}
