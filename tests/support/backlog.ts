import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import type { Held } from '#lib/deliveries/shards.ts'
import { shardOf } from '#lib/subscriptions/shard.ts'
import { makeInstance } from '#tests/support/make.ts'

const LIVELY = 20
const DUE_EACH = 50
const EVENTS = 1000

export type Backlog = {
  workerId: string
  instanceId: string
  held: Held[]
  /** Its receiver is gone; everything waits. */
  dead: { id: string; shard: number }
  /** With a little that is due each, and all that has settled. */
  lively: { id: string; shard: number }[]
}

/** A time-ordered id out of a row's place: the oldest first. */
const id = (place: string, kind = '8000') =>
  `(lpad(to_hex(1700000000000 + ${place}), 12, '0') || '7000${kind}' || lpad(to_hex(n), 12, '0'))::uuid`
const COLUMNS = 'id, instance_id, event_id, subscription_id, shard'

/** A dead subscription with `waiting` deliveries, some lively ones with `settled` behind them, and every shard held by one worker. */
export async function makeBacklog(
  db: pg.Pool,
  { waiting, settled }: { waiting: number; settled: number },
): Promise<Backlog> {
  const { id: instanceId } = await makeInstance()
  const [dead = { id: '', shard: 0 }, ...lively] = Array.from({ length: LIVELY + 1 }, () => {
    const id = randomUUID()
    return { id, shard: shardOf(id) }
  })
  const [ids, shards] = [lively.map(one => one.id), lively.map(one => one.shard)]
  await db.query(
    `insert into subscription (id, instance_id, trigger, shard, unsubscribe_hash, unsubscribe_id, callback_url, callback_host, secret, owner_type, owner_name)
    select s.id, $1, 'full-refresh-completed', s.shard, sha256(uuid_send(s.id)), '', '', 'flows.example', '', 'deployment', 'test'
    from unnest($2::uuid[], $3::smallint[]) s(id, shard)`,
    [instanceId, [...ids, dead.id], [...shards, dead.shard]],
  )
  await db.query(
    `insert into event (id, instance_id, type, occurred_at, payload)
    select ${id('n')}, $1, 'full-refresh-completed', now(), '{}' from generate_series(1, ${EVENTS}) n`,
    [instanceId],
  )
  const event = `(array(select id from event order by id))[1 + n % ${EVENTS}]`
  const one = `(array['${ids.join("','")}']::uuid[])[1 + n % ${LIVELY}], (array[${shards}]::smallint[])[1 + n % ${LIVELY}]`
  const from = `from generate_series(1, $2::int) n`
  await db.query(
    `insert into delivery (${COLUMNS}, state, lane, attempt_count, tries, status_code, settled_at)
    select ${id('n')}, $1, ${event}, ${one}, (case when n % 1000 = 0 then 'failed' else 'delivered' end)::delivery_state, 'first', 1, 1, 202, now() ${from}`,
    [instanceId, settled],
  )
  await db.query(
    `insert into attempt (delivery_id, number, started_at, outcome) select ${id('n')}, 1, now(), 'delivered' from generate_series(1, $1::int) n`,
    [settled],
  )
  await db.query(
    `insert into delivery (${COLUMNS}) select ${id(`n::bigint * ${settled} / ${waiting}`, '9000')}, $1, ${event}, '${dead.id}', ${dead.shard} ${from}`,
    [instanceId, waiting],
  )
  const rest = settled + waiting
  for (const [number, state] of (['due', 'scheduled'] as const).entries()) {
    await db.query(
      `insert into delivery (${COLUMNS}, state, lane) select ${id(`${rest + number * LIVELY * DUE_EACH} + n`)}, $1, ${event}, ${one}, '${state}', 'retry' ${from}`,
      [instanceId, LIVELY * DUE_EACH],
    )
  }
  const workerId = randomUUID()
  await db.query(`update shard set owner = $1, epoch = 1, expires_at = now() + interval '1 day'`, [workerId])
  const held = Array.from({ length: 64 }, (_, shard) => ({ shard, epoch: '1' }))
  return { workerId, instanceId, held, dead, lively }
}
