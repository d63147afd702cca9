import { record } from '#lib/audit/record.ts'
import { changed } from '#lib/changes/notify.ts'
import { transaction } from '#lib/database/client.ts'
import { lockMeasure } from '#lib/insights/measures/read.ts'
import { measureView } from '#lib/insights/measures/view.ts'
import type { Access } from '#lib/instances/actor.ts'
import { permit } from '#lib/instances/permissions.ts'

/** Removes a measure with its history and thresholds. Hooks that listen to it stay and hear nothing. */
export async function deleteMeasure(access: Access, name: string) {
  permit(access, 'measures.write')
  await transaction(async tx => {
    const before = await lockMeasure(tx, access.instance.id, name)
    await tx.measure.delete({ where: { id: before.id } })
    await record(tx, access.actor, {
      action: 'measure.delete',
      instanceId: access.instance.id,
      objectType: 'measure',
      objectId: before.id,
      before: measureView(before),
    })
    await changed(tx, access.instance.id, 'measures', 'thresholds')
  })
}
