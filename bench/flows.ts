import { randomBytes } from 'node:crypto'
import { database, notify, transaction } from '#lib/database/client.ts'
import { pool } from '#lib/database/pool.ts'
import { uuid7 } from '#lib/database/uuid7.ts'
import { newSecret } from '#lib/deliveries/signature.ts'
import { DELIVERIES_CHANNEL } from '#lib/deliveries/wake.ts'
import { publish } from '#lib/events/publish.ts'
import { seal } from '#lib/secrets/seal.ts'
import { shardOf } from '#lib/subscriptions/shard.ts'
import type { Arena } from './arena.ts'

const TRIGGER = 'data-source-refresh-succeeded'
const PATH = '/workflows/0/triggers/manual/paths/invoke?sig=secret'

type Settings = {
  /** Of the flow's callback; the arena's receivers in turn unless it says otherwise. */
  url?: (number: number) => string
  rateLimit?: number
}

/** Flows that listen to one data source of an instance of its own, and its events. */
export async function makeFlows(arena: Arena, count: number, { url = inTurn(arena), rateLimit }: Settings = {}) {
  const instance = await database().instance.create({ data: { name: 'Benchmark' } })
  const { id: dataSourceId, friendlyName } = await database().dataSource.create({
    data: { instanceId: instance.id, name: 'crm', friendlyName: 'CRM contacts', kind: 'external' },
  })
  const subscriptions = Array.from({ length: count }, (_, number) => {
    const id = uuid7()
    return {
      id,
      instanceId: instance.id,
      trigger: TRIGGER,
      shard: shardOf(id),
      identityHash: randomBytes(32),
      unsubscribeHash: randomBytes(32),
      unsubscribeId: seal('benchmark'),
      callbackUrl: seal(url(number)),
      callbackHost: '127.0.0.1',
      secret: seal(newSecret()),
      ownerType: 'deployment' as const,
      ownerName: 'benchmark',
      dataSourceId,
      rateLimit,
    }
  })
  for (let start = 0; start < count; start += 1000) {
    await database().subscription.createMany({ data: subscriptions.slice(start, start + 1000) })
  }
  const time = new Date().toISOString()
  const fields = { dataSourceId, dataSourceName: friendlyName, status: 'successful', rows: 5000, startedAt: time }
  const body = { eventType: TRIGGER, occurredAt: time, instanceId: instance.id, instanceName: instance.name, ...fields }
  return {
    instanceId: instance.id,
    subscriptions,
    /** What is sent, for a loop that does nothing but send. */
    body: JSON.stringify({ id: uuid7(), ...body }),
    /** Publishes events to all of them in one transaction. */
    publish: (events = 1) =>
      transaction(async tx => {
        for (let made = 0; made < events; made++) {
          await publish(tx, instance, { type: TRIGGER, occurredAt: new Date(), fields, about: { dataSourceId } })
        }
      }),
    /**
     * An event for one of them in a single statement, as a load that costs little itself.
     * @returns the event's id, and when it had committed
     */
    async tell(number: number) {
      const { id: subscriptionId, shard } = subscriptions[number % count] ?? { id: '', shard: 0 }
      const id = uuid7()
      await pool().query({
        name: 'benchmark-tell',
        text: `
          with e as (insert into event (id, instance_id, type, occurred_at, payload) values ($1, $2, $3, now(), $4)),
          d as (insert into delivery (id, instance_id, event_id, subscription_id, shard) values (uuid7(), $2, $1, $5, $6))
          select`,
        values: [id, instance.id, TRIGGER, JSON.stringify({ id, ...body }), subscriptionId, shard],
      })
      const committed = process.hrtime.bigint()
      await notify(database(), DELIVERIES_CHANNEL, `first:${subscriptionId}`)
      return { id, committed }
    },
  }
}

const inTurn =
  ({ receivers }: Arena) =>
  (number: number) =>
    receivers[number % receivers.length]?.url(PATH) ?? ''

export type Flows = Awaited<ReturnType<typeof makeFlows>>
