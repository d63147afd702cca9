import { notify, type Transaction } from '#lib/database/client.ts'
import { wakeDispatchers } from '#lib/deliveries/wake.ts'
import type { Trigger } from '#lib/triggers/catalogue.ts'

/** What an event is about: a subscription hears it unless one of its own parameters says otherwise. */
export type About = {
  dataSourceId?: string
  segmentId?: string
  measureId?: string
  thresholdId?: string
  /** Whether the outcome differs from the one before, for `onlyOnStateChange`. */
  stateChanged?: boolean
  submissionKind?: string
  status?: string
}

/** An event that subscriptions are to hear of. */
export type Told = { eventId: string; instanceId: string; type: Trigger; about: About }

export const FAN_OUT_CHANNEL = 'fan_out'
export const BEFORE_ALL = '00000000-0000-0000-0000-000000000000'

/**
 * Makes the deliveries of an event for the next subscriptions that listen, in the order of their ids.
 * @param after the last subscription of the batch before
 * @returns the last subscription of this one, where there may be more
 */
export async function deliverTo(
  tx: Transaction,
  { eventId, instanceId, type, about }: Told,
  after: string,
  limit: number,
): Promise<string | undefined> {
  const made = await tx.$queryRaw<{ subscription_id: string }[]>`
    insert into delivery (id, instance_id, event_id, subscription_id, shard)
    select uuid7(), s.instance_id, ${eventId}::uuid, s.id, s.shard
    from (
      select s.id, s.instance_id, s.shard
      from subscription s
      where s.instance_id = ${instanceId}::uuid and s.trigger = ${type} and s.id > ${after}::uuid
        and s.removed_at is null and s.status <> 'gone'
        and (${after === BEFORE_ALL} or s.created_at <= (select created_at from event where id = ${eventId}::uuid))
        and (s.data_source_id is null or s.data_source_id = ${about.dataSourceId ?? null}::uuid)
        and (s.segment_id is null or s.segment_id = ${about.segmentId ?? null}::uuid)
        and (s.measure_id is null or s.measure_id = ${about.measureId ?? null}::uuid)
        and (s.threshold_id is null or s.threshold_id = ${about.thresholdId ?? null}::uuid)
        and (not s.only_on_state_change or ${about.stateChanged ?? true}::boolean)
        and (s.submission_kind is null or s.submission_kind::text = ${about.submissionKind ?? null})
        and (s.status_filter is null or s.status_filter::text = ${about.status ?? null})
      order by s.id limit ${limit}
    ) s
    returning subscription_id`
  const ids = made.map(row => row.subscription_id).sort()
  await wakeDispatchers(tx, ids, ['first'])
  return ids.length === limit ? ids.at(-1) : undefined
}

/** Leaves the subscriptions beyond `cursor` to the workers. */
export async function leaveToWorkers(tx: Transaction, { eventId, instanceId, type, about }: Told, cursor: string) {
  await tx.fanOut.create({ data: { eventId, instanceId, type, about, cursor } })
  await notify(tx, FAN_OUT_CHANNEL, '')
}
