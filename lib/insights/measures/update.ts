import { type Transaction, transaction } from '#lib/database/client.ts'
import { Unprocessable } from '#lib/errors.ts'
import { refuseChange } from '#lib/insights/fixed.ts'
import { columnsOf } from '#lib/insights/measures/columns.ts'
import { hasDimensions } from '#lib/insights/measures/definition.ts'
import { finishMeasure } from '#lib/insights/measures/finish.ts'
import { lockMeasure } from '#lib/insights/measures/read.ts'
import type { MeasureDefinition } from '#lib/insights/measures/schema.ts'
import { type MeasureView, measureView } from '#lib/insights/measures/view.ts'
import type { Access } from '#lib/instances/actor.ts'
import { permit } from '#lib/instances/permissions.ts'
import { type Measure, Prisma } from '#prisma/generated/client.ts'

/** Gives a measure a new definition and evaluates it once if its entity exists. Its history and thresholds stay. */
export async function updateMeasure(access: Access, name: string, input: MeasureDefinition): Promise<MeasureView> {
  permit(access, 'measures.write')
  const columns = await columnsOf(access, input)
  return transaction(async tx => {
    const before = await lockMeasure(tx, access.instance.id, name)
    refuseChange(before, { name: input.name, kind: input.kind })
    if (input.kind === 'business' && hasDimensions(input.definition)) await refuseThresholds(tx, before.id)
    const data = { description: null, ...columns, ...startAnew(before, input), displayName: input.displayName ?? name }
    const written = await tx.measure.update({ where: { id: before.id }, data })
    return finishMeasure(tx, access, 'update', before, written)
  })
}

/** An inactive measure is not evaluated; one that is made active is, once. */
export async function setMeasureState(
  access: Access,
  name: string,
  state: 'active' | 'inactive',
): Promise<MeasureView> {
  permit(access, 'measures.write')
  return transaction(async tx => {
    const before = await lockMeasure(tx, access.instance.id, name)
    if (before.state === state) return measureView(before)
    const written = await tx.measure.update({ where: { id: before.id }, data: { state } })
    return finishMeasure(tx, access, state === 'active' ? 'activate' : 'deactivate', before, written)
  })
}

/** A measure that gets dimensions, or loses them, has nothing that it could be compared with. */
function startAnew(before: Measure, input: MeasureDefinition) {
  if (input.kind !== 'business' || hasDimensions(before.definition) === hasDimensions(input.definition)) return {}
  return { value: null, groups: Prisma.DbNull, evaluatedAt: null }
}

async function refuseThresholds(tx: Transaction, measureId: string) {
  if ((await tx.threshold.count({ where: { measureId } })) === 0) return
  const message = 'must be empty while the measure has thresholds: a measure with dimensions feeds none'
  throw new Unprocessable(`dimensions ${message}.`, [{ path: 'definition.dimensions', message }])
}
