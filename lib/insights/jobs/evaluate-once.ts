import type { Transaction } from '#lib/database/client.ts'
import { type Issue, Unprocessable } from '#lib/errors.ts'
import { queueJob } from '#lib/insights/jobs/submit.ts'
import type { Attribute } from '#lib/insights/port.ts'
import type { Access } from '#lib/instances/actor.ts'

/**
 * Holds a definition against its entity, in the transaction that writes it.
 * @returns whether the entity exists; a definition may be there before its entity, and is evaluated by the next refresh
 * @throws Unprocessable with one issue per member that does not fit the entity
 */
export async function fitsEntity(
  tx: Transaction,
  instanceId: string,
  entityName: string,
  check: (attributes: Attribute[]) => Issue[],
): Promise<boolean> {
  const entity = await tx.entity.findUnique({ where: { instanceId_name: { instanceId, name: entityName } } })
  if (!entity) return false
  const issues = check(entity.attributes as Attribute[])
  const first = issues[0]
  if (first) throw new Unprocessable(`It does not fit the entity ${entityName}: ${first.message}.`, issues)
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
