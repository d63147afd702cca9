import { changed } from '#lib/changes/notify.ts'
import type { Transaction } from '#lib/database/client.ts'
import { uuid7 } from '#lib/database/uuid7.ts'
import { wakeDispatchers } from '#lib/deliveries/wake.ts'
import { type About, BEFORE_ALL, deliverTo, leaveToWorkers } from '#lib/events/fan-out.ts'
import type { Field, Trigger } from '#lib/triggers/catalogue.ts'

type Instance = { id: string; name: string }

export type NewEvent = {
  type: Trigger
  occurredAt: Date
  jobId?: string
  /** The trigger's own fields; those that are undefined are left out of the callback. */
  fields: Partial<Record<Field, string | number>>
  about: About
}

/** So many subscriptions hear of an event in the transaction of the change itself; the others right after it. */
const AT_ONCE = 1000

/**
 * Records an event and one delivery for every subscription that listens, in the transaction of the change that caused it;
 * beyond the first thousand, the rest is left to a worker, durably. Paused subscriptions keep their deliveries; those that
 * are gone get none.
 * @returns the event's id
 */
export async function publish(tx: Transaction, instance: Instance, event: NewEvent): Promise<string> {
  const id = await insertEvent(tx, instance, event)
  const told = { eventId: id, instanceId: instance.id, type: event.type, about: event.about }
  const last = await deliverTo(tx, told, BEFORE_ALL, AT_ONCE)
  if (last) await leaveToWorkers(tx, told, last)
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
  await wakeDispatchers(tx, [subscription.id], ['first'])
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
