import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { DuckDBConnection } from '@duckdb/node-api'
import type { Engine } from '#lib/insights/files/engine.ts'
import { publish } from '#lib/insights/files/publish.ts'
import { mapRecords } from '#lib/insights/files/unify/map.ts'
import { matchRecords } from '#lib/insights/files/unify/match.ts'
import { mergeRecords } from '#lib/insights/files/unify/merge.ts'
import type { Mapped, Matched, Merged, Unified, UnifyStep } from '#lib/insights/unification/unify.ts'

/** DataPort.unify over versions: what a phase writes appears in full, durably, or not at all. */
export async function unify<Step extends UnifyStep>(
  engine: Engine,
  step: Step,
  signal?: AbortSignal,
): Promise<Unified[Step['phase']]> {
  const targets = step.phase === 'merge' ? [step.customers, step.links] : [step.target]
  for (const target of targets) {
    if (existsSync(engine.path(target))) throw new Error(`The version ${target} exists already.`)
  }
  await mkdir(engine.workFolder, { recursive: true })
  const works = targets.map(() => join(engine.workFolder, `${randomUUID()}.parquet`))
  try {
    const done = await engine.use(signal, connection => run(engine, connection, step, works))
    for (const [at, target] of targets.entries()) await publish(works[at] ?? '', engine.path(target))
    return done as Unified[Step['phase']]
  } finally {
    for (const work of works) await rm(work, { force: true })
  }
}

async function run(
  engine: Engine,
  connection: DuckDBConnection,
  step: UnifyStep,
  [first = '', second = '']: string[],
): Promise<Mapped | Matched | Merged> {
  switch (step.phase) {
    case 'map':
      return mapRecords(engine, connection, step, first)
    case 'match':
      return matchRecords(engine, connection, step, first)
    case 'merge':
      return mergeRecords(engine, connection, step, first, second)
  }
}
