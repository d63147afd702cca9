import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import type { Engine } from '#lib/insights/files/engine.ts'
import type { Evaluated, FileTable, SqlEvaluation } from '#lib/insights/port.ts'
import { runSandboxed } from '#lib/insights/sandbox/sandbox.ts'

const SECONDS = 60
const MEGABYTES = 512

/** Runs a statement over versions. @throws SqlRefused where the statement is at fault */
export async function evaluateSql(
  engine: Engine,
  tables: Record<string, FileTable>,
  { result, sql }: SqlEvaluation,
  signal?: AbortSignal,
): Promise<Evaluated> {
  const { memoryMegabytes, threads } = engine.settings
  const entities = Object.entries(tables).map(([name, { file, attributes }]) => [
    name,
    { attributes, path: engine.path(file) },
  ])
  const job = {
    result,
    sql,
    isCheck: false,
    entities: Object.fromEntries(entities),
    limits: { memoryMegabytes: Math.min(memoryMegabytes, MEGABYTES), threads, seconds: SECONDS },
    spillFolder: join(engine.workFolder, randomUUID()),
  }
  const { value, rows } = await runSandboxed(job, signal)
  return { value, ...(rows && { rows }) }
}
