import { record } from '#lib/audit/record.ts'
import { changed } from '#lib/changes/notify.ts'
import { database, type Transaction, transaction } from '#lib/database/client.ts'
import { NotFound } from '#lib/errors.ts'
import type { Access } from '#lib/instances/actor.ts'
import { permit } from '#lib/instances/permissions.ts'
import { findObject } from '#lib/triggers/measured-object.ts'
import { type Evaluated, lockObject } from '#lib/triggers/record-evaluation.ts'
import { isArmedAt } from '#lib/triggers/threshold.ts'
import type { NewThreshold, ThresholdChange } from '#lib/triggers/threshold-schema.ts'
import { type ThresholdView, thresholdView, withObject } from '#lib/triggers/threshold-view.ts'

export async function listThresholds(access: Access): Promise<ThresholdView[]> {
  permit(access, 'thresholds.read')
  const rows = await database().threshold.findMany({
    where: { instanceId: access.instance.id },
    include: withObject,
    orderBy: { id: 'asc' },
  })
  return rows.map(thresholdView)
}

export async function getThreshold(access: Access, thresholdId: string): Promise<ThresholdView> {
  permit(access, 'thresholds.read')
  return thresholdView(await find(database(), access, thresholdId))
}

/** Sets a threshold on a segment or measure. It starts from the object's latest successful value. */
export async function createThreshold(access: Access, input: NewThreshold): Promise<ThresholdView> {
  permit(access, 'thresholds.write')
  return transaction(async tx => {
    const { segmentName, measureName, ...settings } = input
    const object = await findObject(tx, access.instance.id, { segmentName, measureName })
    const id = await insertThreshold(tx, access.instance.id, object, settings)
    const created = thresholdView(await find(tx, access, id))
    await record(tx, access.actor, { ...entry(access, id), action: 'threshold.create', after: created })
    await changed(tx, access.instance.id, 'thresholds')
    return created
  })
}

/** Changes a threshold. Another value, direction or margin starts it anew from the latest value. */
export async function changeThreshold(
  access: Access,
  thresholdId: string,
  change: ThresholdChange,
): Promise<ThresholdView> {
  permit(access, 'thresholds.write')
  return transaction(async tx => {
    const before = await find(tx, access, thresholdId)
    const latest = await lockObject(tx, access.instance.id, objectOf(before))
    const after = { ...before, ...change }
    const startsAnew =
      after.value !== before.value || after.direction !== before.direction || after.rearmMargin !== before.rearmMargin
    const armed = latest.value === null ? null : isArmedAt(after, latest.value)
    await tx.threshold.update({
      where: { id: thresholdId },
      data: { ...change, ...(startsAnew && { armed, lastCrossedAt: null }) },
    })
    const result = thresholdView(await find(tx, access, thresholdId))
    await record(tx, access.actor, {
      ...entry(access, thresholdId),
      action: 'threshold.change',
      before: thresholdView(before),
      after: result,
    })
    await changed(tx, access.instance.id, 'thresholds')
    return result
  })
}

/** Removes a threshold. Subscriptions bound to it hear nothing any more. */
export async function removeThreshold(access: Access, thresholdId: string) {
  permit(access, 'thresholds.write')
  await transaction(async tx => {
    const before = await find(tx, access, thresholdId)
    await tx.threshold.delete({ where: { id: thresholdId } })
    await record(tx, access.actor, {
      ...entry(access, thresholdId),
      action: 'threshold.remove',
      before: thresholdView(before),
    })
    await changed(tx, access.instance.id, 'thresholds', 'hooks')
  })
}

/** The threshold of that value, crossed upwards, that a subscription with a plain number listens to: found or made. */
export async function thresholdFor(
  tx: Transaction,
  instanceId: string,
  object: Evaluated,
  value: number,
): Promise<string> {
  // The lock makes two flows that ask for the same number at once find the same threshold.
  await lockObject(tx, instanceId, object)
  const existing = await tx.threshold.findFirst({
    where: { ...object, value, direction: 'above' },
    orderBy: { id: 'asc' },
  })
  if (existing) return existing.id
  await changed(tx, instanceId, 'thresholds')
  return insertThreshold(tx, instanceId, object, { value, direction: 'above', rearmMargin: 0, cooldownSeconds: 0 })
}

async function insertThreshold(
  tx: Transaction,
  instanceId: string,
  object: Evaluated,
  settings: Omit<NewThreshold, 'segmentName' | 'measureName'>,
): Promise<string> {
  const latest = await lockObject(tx, instanceId, object)
  const armed = latest.value === null ? null : isArmedAt(settings, latest.value)
  const { id } = await tx.threshold.create({ data: { instanceId, ...object, ...settings, armed } })
  return id
}

async function find(tx: Transaction, access: Access, id: string) {
  const row = await tx.threshold.findFirst({ where: { id, instanceId: access.instance.id }, include: withObject })
  if (!row) throw new NotFound(`There is no threshold ${id}.`)
  return row
}

const objectOf = ({ segmentId, measureId }: { segmentId: string | null; measureId: string | null }): Evaluated =>
  segmentId !== null ? { segmentId } : { measureId: measureId ?? '' }

const entry = (access: Access, objectId: string) => ({
  instanceId: access.instance.id,
  objectType: 'threshold',
  objectId,
})
