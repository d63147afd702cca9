import { isUniqueViolation, transaction } from '#lib/database/client.ts'
import { NameTaken } from '#lib/errors.ts'
import { columnsOf } from '#lib/insights/measures/columns.ts'
import { finishMeasure } from '#lib/insights/measures/finish.ts'
import type { NewMeasure } from '#lib/insights/measures/schema.ts'
import type { MeasureView } from '#lib/insights/measures/view.ts'
import type { Access } from '#lib/instances/actor.ts'
import { permit } from '#lib/instances/permissions.ts'

/** Adds a measure and evaluates it once if its entity exists. @throws NameTaken, or Unprocessable where it does not fit */
export async function createMeasure(access: Access, input: NewMeasure): Promise<MeasureView> {
  permit(access, 'measures.write')
  const { name } = input
  const columns = await columnsOf(access, input)
  const data = { ...columns, name, displayName: input.displayName ?? name, instanceId: access.instance.id }
  try {
    return await transaction(async tx => finishMeasure(tx, access, 'create', null, await tx.measure.create({ data })))
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
    throw new NameTaken(`There is a measure named ${input.name} already.`)
  }
}
