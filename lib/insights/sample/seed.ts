import { existsSync } from 'node:fs'
import { copyFile, mkdir, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { record } from '#lib/audit/record.ts'
import type { Transaction } from '#lib/database/client.ts'
import { dropFolder } from '#lib/insights/folders.ts'
import { planTasks } from '#lib/insights/jobs/plan.ts'
import { writeJob } from '#lib/insights/jobs/submit.ts'
import { SAMPLE_MEASURES, SAMPLE_SEGMENTS, SAMPLE_SOURCES, SAMPLE_UNIFICATION } from '#lib/insights/sample/definitions.ts'
import type { Actor } from '#lib/instances/actor.ts'

const actor: Actor = { type: 'system', name: 'Sample data' }

/**
 * Gives a new instance sample data and its first refresh, in the transaction that makes the instance: an instance whose
 * sample data was removed never gets it again. The files go into the drop folder, where they may be changed.
 */
export async function seedSampleData(tx: Transaction, instance: { id: string; name: string }) {
  await copySamples()
  const mine = { instanceId: instance.id }
  await tx.dataSource.createMany({ data: SAMPLE_SOURCES.map(source => ({ ...source, ...mine })) })
  const definition = SAMPLE_UNIFICATION
  await tx.unification.create({ data: { ...mine, definition, definedAt: new Date() } })
  await tx.segment.createMany({ data: SAMPLE_SEGMENTS.map(segment => ({ ...segment, ...mine })) })
  const measures = SAMPLE_MEASURES.map(measure => ({
    ...measure,
    entityName: measure.definition.entityName,
    ...mine,
  }))
  await tx.measure.createMany({ data: measures })
  const refresh = { operationType: 'all' as const, identifiers: [] }
  const tasks = await planTasks(tx, instance.id, { ...refresh, downstream: false })
  await writeJob(tx, { actor, instance, role: 'Admin' }, { ...refresh, tasks })
  await record(tx, actor, { action: 'sampleData.create', ...mine, objectType: 'instance', objectId: instance.id })
}

/** A file that is there already is left as it is. */
async function copySamples() {
  await mkdir(dropFolder(), { recursive: true })
  for (const { path } of SAMPLE_SOURCES) {
    const target = join(dropFolder(), path)
    if (existsSync(target)) continue
    await copyFile(join(import.meta.dirname, path), `${target}.part`)
    await rename(`${target}.part`, target)
  }
}
