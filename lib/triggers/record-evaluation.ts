import { changed } from '#lib/changes/notify.ts'
import type { Transaction } from '#lib/database/client.ts'
import { NotFound } from '#lib/errors.ts'
import { publish } from '#lib/events/publish.ts'
import { cross } from '#lib/triggers/threshold.ts'
import type { Threshold } from '#prisma/generated/client.ts'

export type Evaluated = { segmentId: string } | { measureId: string }
type Instance = { id: string; name: string }

/**
 * Records a successful evaluation of a segment or measure: history, latest value, thresholds and their events, in the
 * caller's transaction, under a lock on the object so that evaluations count in the order in which they commit.
 * Sets the object's value, evaluatedAt and status. One older than the latest is kept in the history and compared with nothing.
 * @returns the ids of the events that it caused
 */
export async function recordEvaluation(
  tx: Transaction,
  instance: Instance,
  object: Evaluated,
  { value, evaluatedAt, jobId }: { value: number; evaluatedAt: Date; jobId?: string },
): Promise<string[]> {
  const latest = await lockObject(tx, instance.id, object)
  const counted = latest.evaluatedAt === null || evaluatedAt >= latest.evaluatedAt
  await tx.evaluation.create({ data: { instanceId: instance.id, ...object, value, evaluatedAt, counted, jobId } })
  await changed(tx, instance.id, 'segmentId' in object ? 'segments' : 'measures')
  if (!counted) return []
  await setLatest(tx, object, value, evaluatedAt)

  const events: string[] = []
  for (const threshold of await tx.threshold.findMany({ where: object, orderBy: { id: 'asc' } })) {
    const { crossed, armed } = cross(threshold, value, evaluatedAt)
    if (!crossed && armed === threshold.armed) continue
    await tx.threshold.update({
      where: { id: threshold.id },
      data: { armed, ...(crossed && { lastCrossedAt: evaluatedAt }) },
    })
    if (crossed) events.push(await publishCrossing(tx, instance, latest, threshold, value, evaluatedAt, jobId))
  }
  if (events.length > 0) await changed(tx, instance.id, 'thresholds')
  return events
}

export type Latest = {
  kind: 'segment' | 'measure'
  id: string
  name: string
  displayName: string
  value: number | null
  evaluatedAt: Date | null
}

/**
 * Reads the object's latest value and holds its row until the transaction ends.
 * @throws NotFound where it was deleted meanwhile
 */
export async function lockObject(tx: Transaction, instanceId: string, object: Evaluated): Promise<Latest> {
  const rows =
    'segmentId' in object
      ? await tx.$queryRaw<Latest[]>`
          select 'segment' as kind, id, name, friendly_name as "displayName", value, evaluated_at as "evaluatedAt"
          from segment where id = ${object.segmentId}::uuid and instance_id = ${instanceId}::uuid for update`
      : await tx.$queryRaw<Latest[]>`
          select 'measure' as kind, id, name, display_name as "displayName", value, evaluated_at as "evaluatedAt"
          from measure where id = ${object.measureId}::uuid and instance_id = ${instanceId}::uuid for update`
  const latest = rows[0]
  if (!latest) throw new NotFound('The segment or measure is no longer there.')
  return latest
}

async function setLatest(tx: Transaction, object: Evaluated, value: number, evaluatedAt: Date) {
  if ('segmentId' in object) {
    await tx.segment.update({
      where: { id: object.segmentId },
      data: { value, evaluatedAt, jobStatus: 'CompletedSuccess', error: null },
    })
  } else {
    await tx.measure.update({
      where: { id: object.measureId },
      data: { value, evaluatedAt, evaluationState: 'completed', error: null },
    })
  }
}

function publishCrossing(
  tx: Transaction,
  instance: Instance,
  latest: Latest,
  threshold: Threshold,
  value: number,
  evaluatedAt: Date,
  jobId: string | undefined,
) {
  const crossing = {
    thresholdId: threshold.id,
    threshold: threshold.value,
    previousValue: latest.value ?? undefined,
    currentValue: value,
    direction: threshold.direction,
    evaluatedAt: evaluatedAt.toISOString(),
  }
  const event = { occurredAt: new Date(), jobId }
  return latest.kind === 'segment'
    ? publish(tx, instance, {
        ...event,
        type: 'segment-threshold-crossed',
        fields: { segmentName: latest.name, segmentDisplayName: latest.displayName, ...crossing },
        about: { segmentId: latest.id, thresholdId: threshold.id },
      })
    : publish(tx, instance, {
        ...event,
        type: 'measure-threshold-crossed',
        fields: { measureName: latest.name, measureDisplayName: latest.displayName, ...crossing },
        about: { measureId: latest.id, thresholdId: threshold.id },
      })
}
