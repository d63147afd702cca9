import { record } from '#lib/audit/record.ts'
import { changed } from '#lib/changes/notify.ts'
import { transaction } from '#lib/database/client.ts'
import { Unprocessable } from '#lib/errors.ts'
import { checkDefinition } from '#lib/insights/unification/check.ts'
import type { Definition } from '#lib/insights/unification/definition.ts'
import { type UnificationView, unificationView } from '#lib/insights/unification/view.ts'
import type { Access } from '#lib/instances/actor.ts'
import { permit } from '#lib/instances/permissions.ts'

/**
 * Defines the unification anew; nothing is refreshed. What the last refresh made stays until the next one.
 * @throws Unprocessable with one issue per member that does not fit the entities
 */
export async function putUnification(access: Access, definition: Definition): Promise<UnificationView> {
  permit(access, 'unification.write')
  const instanceId = access.instance.id
  return transaction(async tx => {
    const entities = await tx.entity.findMany({ where: { instanceId, dataSourceId: { not: null } } })
    const issues = checkDefinition(definition, entities)
    const [first] = issues
    if (first) throw new Unprocessable(`It does not fit the entities: ${first.path}: ${first.message}.`, issues)
    const before = await tx.unification.findUnique({ where: { instanceId } })
    const data = { definition, definedAt: new Date() }
    const after = await tx.unification.upsert({ where: { instanceId }, update: data, create: { ...data, instanceId } })
    await record(tx, access.actor, {
      action: before ? 'unification.update' : 'unification.create',
      instanceId,
      objectType: 'unification',
      objectId: after.id,
      ...(before && { before: before.definition as Definition }),
      after: definition,
    })
    await changed(tx, instanceId, 'unification', 'jobs')
    return unificationView(after)
  })
}
