import { beforeEach, expect, test } from 'vitest'
import { database, transaction } from '#lib/database/client.ts'
import { pool } from '#lib/database/pool.ts'
import { fanOutOnce } from '#lib/events/fan-out-runner.ts'
import { publish } from '#lib/events/publish.ts'
import { subscribeTo } from '#tests/support/hooks.ts'
import { makeInstance } from '#tests/support/make.ts'

const FLOWS = 1205
const TRIGGER = 'full-refresh-completed'

let instance: { id: string; name: string }
beforeEach(async () => {
  await pool().query('delete from fan_out')
  instance = await makeInstance()
  await subscribeTo(instance.id, TRIGGER, { notificationUrl: 'http://127.0.0.1:9/flow' })
  await makeMore(FLOWS - 1)
})

/** More subscriptions like the first one. */
const makeMore = (count: number) =>
  pool().query(
    `insert into subscription (id, instance_id, trigger, shard, identity_hash, unsubscribe_hash, unsubscribe_id, callback_url, callback_host,
      secret, owner_type, owner_name)
    select uuid7(), instance_id, trigger, n % 64, uuid_send(gen_random_uuid()), uuid_send(gen_random_uuid()),
      unsubscribe_id, callback_url, callback_host, secret, owner_type, owner_name
    from (select * from subscription where instance_id = $1 limit 1) as one, generate_series(1, $2) as n`,
    [instance.id, count],
  )

const announce = () =>
  transaction(tx => publish(tx, instance, { type: TRIGGER, occurredAt: new Date(), fields: {}, about: {} }))
const told = async () => {
  const rows = await database().delivery.findMany({ where: { instanceId: instance.id } })
  expect(new Set(rows.map(row => row.subscriptionId)).size).toBe(rows.length)
  return rows.length
}

test('an event for very many subscriptions reaches each of them once, batch by batch', async () => {
  await announce()
  expect(await told()).toBe(1000)
  expect(await fanOutOnce(150)).toBe(true)
  expect(await told()).toBe(1150)
  expect(await fanOutOnce(150)).toBe(true)
  expect(await fanOutOnce(150)).toBe(false)
  expect(await told()).toBe(FLOWS)
})

test('several workers share the batches, and none is repeated', async () => {
  await announce()
  await announce()
  await Promise.all(Array.from({ length: 8 }, () => fanOutOnce(40)))
  while (await fanOutOnce(40));
  expect(await database().delivery.count({ where: { instanceId: instance.id } })).toBe(2 * FLOWS)
})

test('who subscribes after the event does not hear it, however long its turn takes', async () => {
  await announce()
  await makeMore(1)
  while (await fanOutOnce());
  expect(await told()).toBe(FLOWS)
})
