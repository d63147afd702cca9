import { transaction } from '#lib/database/client.ts'
import { refuseChange } from '#lib/insights/fixed.ts'
import { columns } from '#lib/insights/measures/definition.ts'
import { finishMeasure } from '#lib/insights/measures/finish.ts'
import { lockMeasure } from '#lib/insights/measures/read.ts'
import type { MeasureDefinition } from '#lib/insights/measures/schema.ts'
import { type MeasureView, measureView } from '#lib/insights/measures/view.ts'
import type { Access } from '#lib/instances/actor.ts'
import { permit } from '#lib/instances/permissions.ts'

/** Gives a measure a new definition and evaluates it once if its entity exists. Its history and thresholds stay. */
export async function updateMeasure(access: Access, name: string, input: MeasureDefinition): Promise<MeasureView> {
  permit(access, 'measures.write')
  return transaction(async tx => {
    const before = await lockMeasure(tx, access.instance.id, name)
    const { name: givenName, kind, ...definition } = input
    refuseChange(before, { name: givenName, kind })
    const data = { description: null, ...definition, ...columns(input), displayName: input.displayName ?? name }
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
