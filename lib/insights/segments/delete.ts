import { record } from '#lib/audit/record.ts'
import { changed } from '#lib/changes/notify.ts'
import { transaction } from '#lib/database/client.ts'
import { lockSegment } from '#lib/insights/segments/read.ts'
import { segmentView } from '#lib/insights/segments/view.ts'
import type { Access } from '#lib/instances/actor.ts'
import { permit } from '#lib/instances/permissions.ts'

/** Removes a segment with its history and thresholds. Hooks that listen to it stay and hear nothing. */
export async function deleteSegment(access: Access, name: string) {
  permit(access, 'segments.write')
  await transaction(async tx => {
    const before = await lockSegment(tx, access.instance.id, name)
    await tx.segment.delete({ where: { id: before.id } })
    await record(tx, access.actor, {
      action: 'segment.delete',
      instanceId: access.instance.id,
      objectType: 'segment',
      objectId: before.id,
      before: segmentView(before),
    })
    await changed(tx, access.instance.id, 'segments', 'thresholds')
  })
}
