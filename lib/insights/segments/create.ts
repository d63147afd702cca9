import { isUniqueViolation, transaction } from '#lib/database/client.ts'
import { NameTaken } from '#lib/errors.ts'
import { columnsOf } from '#lib/insights/segments/columns.ts'
import { finishSegment } from '#lib/insights/segments/finish.ts'
import type { NewSegment } from '#lib/insights/segments/schema.ts'
import type { SegmentView } from '#lib/insights/segments/view.ts'
import type { Access } from '#lib/instances/actor.ts'
import { permit } from '#lib/instances/permissions.ts'

/** Adds a segment and evaluates it once if its entity exists. @throws NameTaken, or Unprocessable where its rule does not fit */
export async function createSegment(access: Access, input: NewSegment): Promise<SegmentView> {
  permit(access, 'segments.write')
  const { name } = input
  const columns = await columnsOf(access, input)
  const data = { ...columns, name, friendlyName: input.friendlyName ?? name, instanceId: access.instance.id }
  try {
    return await transaction(async tx => finishSegment(tx, access, 'create', null, await tx.segment.create({ data })))
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
    throw new NameTaken(`There is a segment named ${input.name} already.`)
  }
}
