import { transaction } from '#lib/database/client.ts'
import { refuseChange } from '#lib/insights/fixed.ts'
import { columnsOf } from '#lib/insights/segments/columns.ts'
import { finishSegment } from '#lib/insights/segments/finish.ts'
import { lockSegment } from '#lib/insights/segments/read.ts'
import type { SegmentDefinition } from '#lib/insights/segments/schema.ts'
import { type SegmentView, segmentView } from '#lib/insights/segments/view.ts'
import type { Access } from '#lib/instances/actor.ts'
import { permit } from '#lib/instances/permissions.ts'

/** Gives a segment a new definition and evaluates it once if its entity exists. Its history and thresholds stay. */
export async function updateSegment(access: Access, name: string, input: SegmentDefinition): Promise<SegmentView> {
  permit(access, 'segments.write')
  const columns = await columnsOf(access, input)
  return transaction(async tx => {
    const before = await lockSegment(tx, access.instance.id, name)
    refuseChange(before, { name: input.name, kind: input.kind })
    const data = { description: null, ...columns, friendlyName: input.friendlyName ?? name }
    const written = await tx.segment.update({ where: { id: before.id }, data })
    return finishSegment(tx, access, 'update', before, written)
  })
}

/** An inactive segment is not evaluated; one that is made active is, once. */
export async function setSegmentState(
  access: Access,
  name: string,
  state: 'active' | 'inactive',
): Promise<SegmentView> {
  permit(access, 'segments.write')
  return transaction(async tx => {
    const before = await lockSegment(tx, access.instance.id, name)
    if (before.state === state) return segmentView(before)
    const written = await tx.segment.update({ where: { id: before.id }, data: { state } })
    return finishSegment(tx, access, state === 'active' ? 'activate' : 'deactivate', before, written)
  })
}
