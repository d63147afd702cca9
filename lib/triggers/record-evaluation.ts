import { changed } from '#lib/changes/notify.ts'
import type { Transaction } from '#lib/database/client.ts'
import { uuid7 } from '#lib/database/uuid7.ts'
import { NotFound } from '#lib/errors.ts'
import { publish } from '#lib/events/publish.ts'
import { cross } from '#lib/triggers/threshold.ts'
import type { Threshold } from '#prisma/generated/client.ts'

export type Evaluated = { segmentId: string } | { measureId: string }
type Instance = { id: string; name: string }

/** What was evaluated when, and by which job. */
type Moment = { evaluatedAt: Date; jobId?: string }

/**
 * Records a successful evaluation of a segment or measure (recordEvaluations).
 * @returns the ids of the events that it caused @throws NotFound where it was deleted meanwhile
 */
export async function recordEvaluation(
  tx: Transaction,
  instance: Instance,
  object: Evaluated,
  { value, ...moment }: { value: number } & Moment,
): Promise<string[]> {
  const [kind, id] =
    'segmentId' in object ? (['segment', object.segmentId] as const) : (['measure', object.measureId] as const)
  const events = (await recordEvaluations(tx, instance, kind, new Map([[id, value]]), moment)).get(id)
  if (!events) throw new NotFound(GONE)
  return events
}

/**
 * Records successful evaluations of segments or measures, values by id: history, latest value, thresholds and their events,
 * in the caller's transaction, under a lock on the objects so that evaluations count in the order in which they commit.
 * Sets the objects' value, evaluatedAt and status. One older than the latest is kept in the history and compared with nothing.
 * @returns the ids of the events that each caused; those that were deleted meanwhile are left out
 */
export async function recordEvaluations(
  tx: Transaction,
  instance: Instance,
  kind: Latest['kind'],
  values: Map<string, number>,
  { evaluatedAt, jobId }: Moment,
): Promise<Map<string, string[]>> {
  const objects = await lockObjects(tx, instance.id, kind, [...values.keys()])
  const entries = objects.flatMap(latest => {
    const value = values.get(latest.id)
    const counted = latest.evaluatedAt === null || evaluatedAt >= latest.evaluatedAt
    return value === undefined ? [] : [{ latest, value, counted }]
  })
  const ids = entries.map(({ latest }) => latest.id)
  // In one statement, as Prisma is slow with many rows.
  await tx.$executeRaw`
    insert into evaluation (id, instance_id, segment_id, measure_id, value, evaluated_at, counted, job_id)
    select new.id, ${instance.id}::uuid, case when ${kind} = 'segment' then object end,
      case when ${kind} = 'measure' then object end, value, ${evaluatedAt}, counted, ${jobId ?? null}::uuid
    from unnest(${entries.map(() => uuid7())}::uuid[], ${ids}::uuid[], ${entries.map(({ value }) => value)}::float8[],
      ${entries.map(({ counted }) => counted)}::bool[]) as new(id, object, value, counted)`
  await changed(tx, instance.id, `${kind}s`)
  const counted = new Map(entries.filter(entry => entry.counted).map(entry => [entry.latest.id, entry]))
  await setLatest(tx, kind, [...counted.values()], evaluatedAt)

  const events = new Map(objects.map(({ id }): [string, string[]] => [id, []]))
  const some = { in: [...counted.keys()] }
  const where = kind === 'segment' ? { segmentId: some } : { measureId: some }
  for (const threshold of await tx.threshold.findMany({ where, orderBy: { id: 'asc' } })) {
    const entry = counted.get(threshold.segmentId ?? threshold.measureId ?? '')
    if (!entry) continue
    const { crossed, armed } = cross(threshold, entry.value, evaluatedAt)
    if (!crossed && armed === threshold.armed) continue
    await tx.threshold.update({
      where: { id: threshold.id },
      data: { armed, ...(crossed && { lastCrossedAt: evaluatedAt }) },
    })
    if (!crossed) continue
    const id = await publishCrossing(tx, instance, entry.latest, threshold, entry.value, evaluatedAt, jobId)
    events.get(entry.latest.id)?.push(id)
    await changed(tx, instance.id, 'thresholds')
  }
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
  const [latest] =
    'segmentId' in object
      ? await lockObjects(tx, instanceId, 'segment', [object.segmentId])
      : await lockObjects(tx, instanceId, 'measure', [object.measureId])
  if (!latest) throw new NotFound(GONE)
  return latest
}

const GONE = 'The segment or measure is no longer there.'

const lockObjects = (tx: Transaction, instanceId: string, kind: Latest['kind'], ids: string[]): Promise<Latest[]> =>
  kind === 'segment'
    ? tx.$queryRaw`
        select 'segment' as kind, id, name, friendly_name as "displayName", value, evaluated_at as "evaluatedAt"
        from segment where id = any(${ids}::uuid[]) and instance_id = ${instanceId}::uuid order by id for update`
    : tx.$queryRaw`
        select 'measure' as kind, id, name, display_name as "displayName", value, evaluated_at as "evaluatedAt"
        from measure where id = any(${ids}::uuid[]) and instance_id = ${instanceId}::uuid order by id for update`

async function setLatest(
  tx: Transaction,
  kind: Latest['kind'],
  entries: { latest: Latest; value: number }[],
  evaluatedAt: Date,
) {
  const ids = entries.map(({ latest }) => latest.id)
  const values = entries.map(({ value }) => value)
  if (kind === 'segment') {
    await tx.$executeRaw`
      update segment set value = new.value, evaluated_at = ${evaluatedAt}, job_status = 'CompletedSuccess', error = null,
        updated_at = now()
      from unnest(${ids}::uuid[], ${values}::float8[]) as new(id, value) where segment.id = new.id`
  } else {
    await tx.$executeRaw`
      update measure set value = new.value, evaluated_at = ${evaluatedAt}, evaluation_state = 'completed', error = null,
        updated_at = now()
      from unnest(${ids}::uuid[], ${values}::float8[]) as new(id, value) where measure.id = new.id`
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
