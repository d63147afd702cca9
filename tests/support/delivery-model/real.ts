import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { pool } from '#lib/database/pool.ts'
import { of, type State } from '#tests/support/delivery-model/state.ts'
import { makeInstance } from '#tests/support/make.ts'

/** The real tables for histories of the model, read by a clock that the history sets. */
export async function realDatabase() {
  const { id: instanceId } = await makeInstance()
  const eventId = randomUUID()
  await pool().query(
    `insert into event (id, instance_id, type, occurred_at, payload) values ($1, $2, 'full-refresh-completed', now(), '{}')`,
    [eventId, instanceId],
  )
  await pool().query(`
    create schema clock;
    create function clock.now() returns timestamptz language sql stable as $$
      select to_timestamp(current_setting('clock.ms')::float8 / 1000)
    $$`)
  // The statements' now() is found here before PostgreSQL's own.
  const options = '-c search_path=clock,public,pg_catalog -c clock.ms=0'
  const db = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 1, options })
  const moment = (value: Date | null) => value?.getTime() ?? null

  return {
    db,
    setTime: (ms: number) => db.query(`select set_config('clock.ms', $1, false)`, [String(ms)]),

    /** Empty but for the state's subscriptions. */
    async reset({ subscriptions }: State) {
      await db.query('truncate delivery, attempt, worker, subscription cascade')
      await db.query('update shard set owner = null, epoch = 0, expires_at = null')
      for (const { id, shard, rateLimit } of subscriptions.values()) {
        await db.query(
          `insert into subscription (id, instance_id, trigger, shard, unsubscribe_hash, unsubscribe_id, callback_url, callback_host, secret, owner_type, owner_name, rate_limit)
          values ($1, $2, 'full-refresh-completed', $3, sha256(uuid_send($1)), '', '', 'flows.example', '', 'deployment', 'test', $4)`,
          [id, instanceId, shard, rateLimit],
        )
      }
    },

    publish: (id: string, subscriptionId: string, shard: number) =>
      db.query(
        `insert into delivery (id, instance_id, event_id, subscription_id, shard, due_at) values ($1, $2, $3, $4, $5, now())`,
        [id, instanceId, eventId, subscriptionId, shard],
      ),

    /** As `plain` shows the model. */
    async state() {
      const deliveries = await db.query(
        `select d.id, d.state, d.lane, d.due_at, d.tries, d.attempt_count, d.claim_epoch, d.claimed_at,
          coalesce((select json_agg(json_build_object('number', number, 'outcome', outcome, 'possibleDuplicate', possible_duplicate) order by number)
            from attempt where delivery_id = d.id), '[]') as attempts
        from delivery d order by id`,
      )
      const subscriptions = await db.query(
        `select id, status, status_reason, consecutive_failures, failing_since, probe_at from subscription order by id`,
      )
      const shards = await db.query(
        'select id, owner, epoch, expires_at from shard where owner is not null order by id',
      )
      const workers = await db.query('select id, expires_at from worker order by id')
      return {
        deliveries: deliveries.rows.map(row => [
          row.id,
          row.state,
          row.lane,
          moment(row.due_at),
          row.tries,
          row.attempt_count,
          row.state === 'sending' ? [Number(row.claim_epoch), moment(row.claimed_at)] : null,
          row.attempts,
        ]),
        subscriptions: subscriptions.rows.map(row => [
          row.id,
          row.status,
          row.status_reason,
          row.consecutive_failures,
          moment(row.failing_since),
          moment(row.probe_at),
        ]),
        shards: shards.rows.map(row => [row.id, row.owner, Number(row.epoch), moment(row.expires_at)]),
        workers: workers.rows.map(row => [row.id, moment(row.expires_at)]),
      }
    },

    async [Symbol.asyncDispose]() {
      await db.end()
    },
  }
}

/** The model's state, in the shape in which the real one is read. */
export function plain(state: State) {
  const sorted = <T>(some: Map<string, T>) => [...some.keys()].sort().map(id => of(some.get(id)))
  return {
    deliveries: sorted(state.deliveries).map(one => [
      one.id,
      one.state,
      one.lane,
      one.dueAt,
      one.tries,
      one.attemptCount,
      one.state === 'sending' ? [one.epoch, one.claimedAt] : null,
      one.attempts,
    ]),
    subscriptions: sorted(state.subscriptions).map(one => [
      one.id,
      one.status,
      one.reason,
      one.failures,
      one.failingSince,
      one.probeAt,
    ]),
    shards: [...state.shards.values()]
      .filter(({ owner }) => owner !== null)
      .map(({ id, owner, epoch, expiresAt }) => [id, owner, epoch, expiresAt]),
    workers: [...state.workers.keys()].sort().map(id => [id, state.workers.get(id)]),
  }
}
