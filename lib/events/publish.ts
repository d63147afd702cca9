import { changed } from '#lib/changes/notify.ts'
import type { Transaction } from '#lib/database/client.ts'
import { uuid7 } from '#lib/database/uuid7.ts'
import { wakeDispatchers } from '#lib/deliveries/wake.ts'
import type { Field, Trigger } from '#lib/triggers/catalogue.ts'

type Instance = { id: string; name: string }

export type NewEvent = {
  type: Trigger
  occurredAt: Date
  jobId?: string
  /** The trigger's own fields; those that are undefined are left out of the callback. */
  fields: Partial<Record<Field, string | number>>
  /** What the event is about: a subscription hears it unless one of its own parameters says otherwise. */
  about: {
    dataSourceId?: string
    segmentId?: string
    measureId?: string
    thresholdId?: string
    /** Whether the outcome differs from the one before, for `onlyOnStateChange`. */
    stateChanged?: boolean
    submissionKind?: string
    status?: string
  }
}

/**
 * Records an event and one delivery for every subscription that listens, in the transaction of the change that caused it.
 * Paused subscriptions keep their deliveries; those that are gone get none.
 * @returns the event's id
 */
export async function publish(tx: Transaction, instance: Instance, event: NewEvent): Promise<string> {
  const { about } = event
  const id = await insertEvent(tx, instance, event)
  const listening = await tx.$queryRaw<{ subscription_id: string }[]>`
    insert into delivery (id, instance_id, event_id, subscription_id, shard)
    select uuid7(), s.instance_id, ${id}::uuid, s.id, s.shard
    from subscription s
    where s.instance_id = ${instance.id}::uuid and s.trigger = ${event.type} and s.removed_at is null and s.status <> 'gone'
      and (s.data_source_id is null or s.data_source_id = ${about.dataSourceId ?? null}::uuid)
      and (s.segment_id is null or s.segment_id = ${about.segmentId ?? null}::uuid)
      and (s.measure_id is null or s.measure_id = ${about.measureId ?? null}::uuid)
      and (s.threshold_id is null or s.threshold_id = ${about.thresholdId ?? null}::uuid)
      and (not s.only_on_state_change or ${about.stateChanged ?? true}::boolean)
      and (s.submission_kind is null or s.submission_kind::text = ${about.submissionKind ?? null})
      and (s.status_filter is null or s.status_filter::text = ${about.status ?? null})
    returning subscription_id`
  await wakeDispatchers(
    tx,
    listening.map(row => row.subscription_id),
  )
  await changed(tx, instance.id, 'deliveries')
  return id
}

/** Records a test event and its one delivery. @returns the event's id */
export async function publishTest(
  tx: Transaction,
  instance: Instance,
  subscription: { id: string; shard: number },
  event: Pick<NewEvent, 'type' | 'fields'>,
): Promise<string> {
  const id = await insertEvent(tx, instance, { ...event, occurredAt: new Date() }, true)
  await tx.delivery.create({
    data: { instanceId: instance.id, eventId: id, subscriptionId: subscription.id, shard: subscription.shard },
  })
  await wakeDispatchers(tx, [subscription.id])
  await changed(tx, instance.id, 'deliveries')
  return id
}

async function insertEvent(
  tx: Transaction,
  instance: Instance,
  { type, occurredAt, jobId, fields }: Pick<NewEvent, 'type' | 'occurredAt' | 'jobId' | 'fields'>,
  isTest = false,
): Promise<string> {
  const id = uuid7()
  // The body of the callback (contract §4): flat, every field typed or left out, never null.
  const payload = {
    id,
    eventType: type,
    occurredAt: occurredAt.toISOString(),
    instanceId: instance.id,
    instanceName: instance.name,
    ...(jobId && { jobId }),
    ...(isTest && { isTest }),
    ...Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)),
  }
  await tx.event.create({ data: { id, instanceId: instance.id, type, occurredAt, isTest, payload } })
  return id
}
