import type { Transaction } from '#lib/database/client.ts'
import { Unprocessable } from '#lib/errors.ts'
import { readSchemas } from '#lib/insights/entities/schemas.ts'
import { entitiesOf, misfits, missingEntity } from '#lib/insights/evaluation-check.ts'
import { queueJob } from '#lib/insights/jobs/submit.ts'
import type { Evaluation } from '#lib/insights/port.ts'
import type { Access } from '#lib/instances/actor.ts'

/**
 * Holds an evaluation against the entities, in the transaction that writes its definition.
 * @returns whether the entities exist; a definition may be there before them, and is evaluated by the next refresh
 * @throws Unprocessable with one issue per member that does not fit
 */
export async function fitsEntities(tx: Transaction, instanceId: string, evaluation: Evaluation): Promise<boolean> {
  const schemas = await readSchemas(tx, instanceId)
  if (missingEntity(evaluation, schemas)) return false
  const issues = misfits(evaluation, schemas)
  const first = issues[0]
  if (first)
    throw new Unprocessable(`It does not fit the entity ${entitiesOf(evaluation)[0]}: ${first.message}.`, issues)
  return true
}

/** Queues the one evaluation that follows a new or changed definition: a small job, run like every other. */
export async function evaluateOnce(
  tx: Transaction,
  access: Access,
  operationType: 'segmentation' | 'measures',
  object: { id: string; name: string; friendlyName: string },
) {
  await queueJob(tx, access, {
    operationType,
    identifiers: [object.name],
    tasks: [{ operationType, identifier: object.id, friendlyName: object.friendlyName }],
  })
}
