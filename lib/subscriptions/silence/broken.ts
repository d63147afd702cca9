import { database } from '#lib/database/client.ts'
import { readSchemas } from '#lib/insights/entities/schemas.ts'
import { misfit } from '#lib/insights/evaluation-check.ts'
import { measureEvaluation } from '#lib/insights/measures/definition.ts'
import type { Evaluation } from '#lib/insights/port.ts'
import { segmentEvaluation } from '#lib/insights/segments/definition.ts'
import type { Measure, Segment } from '#prisma/generated/client.ts'

type Defined = { id: string; instanceId: string; evaluation: Evaluation | undefined }

/** Ids of the segments and measures that somebody listens to and whose rule does not fit the data any more. */
export async function brokenObjects(at = new Date()): Promise<string[]> {
  const objects = await listenedTo(at)
  const schemas = new Map(
    await Promise.all(
      [...new Set(objects.map(({ instanceId }) => instanceId))].map(
        async id => [id, await readSchemas(database(), id)] as const,
      ),
    ),
  )
  return objects.flatMap(({ id, instanceId, evaluation }) =>
    evaluation && misfit(evaluation, schemas.get(instanceId) ?? {}) ? [id] : [],
  )
}

async function listenedTo(at: Date): Promise<Defined[]> {
  const segments = await database().$queryRaw<Segment[]>`
    select id, instance_id as "instanceId", kind, entity_name as "entityName", rule, sql from segment
    where id in (select segment_id from subscription where removed_at is null)`
  const measures = await database().$queryRaw<Measure[]>`
    select id, instance_id as "instanceId", kind, definition from measure
    where id in (select measure_id from subscription where removed_at is null)`
  return [
    ...segments.map(({ id, instanceId, ...row }) => ({ id, instanceId, evaluation: segmentEvaluation(row, at) })),
    ...measures.map(({ id, instanceId, ...row }) => ({ id, instanceId, evaluation: measureEvaluation(row, at) })),
  ]
}
