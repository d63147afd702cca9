import { record } from '#lib/audit/record.ts'
import { changed } from '#lib/changes/notify.ts'
import { transaction } from '#lib/database/client.ts'
import { CUSTOMER_ENTITY, type Definition, LINK_ENTITY } from '#lib/insights/unification/definition.ts'
import type { Access } from '#lib/instances/actor.ts'
import { permit } from '#lib/instances/permissions.ts'

/** Removes the unification with the entities that it made. Segments and measures over these stay and fail, visibly. */
export async function deleteUnification(access: Access) {
  permit(access, 'unification.write')
  const instanceId = access.instance.id
  await transaction(async tx => {
    const before = await tx.unification.findUnique({ where: { instanceId } })
    if (!before) return
    await tx.unification.delete({ where: { id: before.id } })
    await tx.entity.deleteMany({
      where: { instanceId, name: { in: [CUSTOMER_ENTITY, LINK_ENTITY] }, dataSourceId: null },
    })
    await record(tx, access.actor, {
      action: 'unification.delete',
      instanceId,
      objectType: 'unification',
      objectId: before.id,
      before: before.definition as Definition,
    })
    await changed(tx, instanceId, 'unification', 'entities', 'jobs')
  })
}
