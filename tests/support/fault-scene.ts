import { type ChildProcess, fork } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { expect } from 'vitest'
import { readyDatabase } from '#bin/database.ts'
import { makeDataDir } from '#bin/throw-away.ts'
import { startEmbedded } from '#lib/database/embedded.ts'
import { closePool, pool } from '#lib/database/pool.ts'
import { startDispatcher } from '#lib/deliveries/dispatcher.ts'
import { makeFlows } from '#tests/support/deliveries.ts'
import type { Faults } from '#tests/support/fault-worker.ts'
import { accept, answer, startReceiver } from '#tests/support/receiver.ts'

const STEADY = ['/steady/0', '/steady/1', '/steady/2', '/steady/3', '/steady/4', '/steady/5']
const PATHS = [...STEADY, '/gone', '/off', '/down']

/** Flows of every kind, a database of its own, and workers in processes of their own that faults befall. */
export async function startScene() {
  const folder = await makeDataDir()
  const database = await startEmbedded(folder.path)
  Object.assign(process.env, {
    DATABASE_URL: database.url,
    SECRET_KEY: randomBytes(32).toString('base64'),
    ADMIN_API_KEY: randomBytes(24).toString('hex'),
    APP_URL: 'http://127.0.0.1:3000',
    DATA_DIR: folder.path,
    CALLBACK_ALLOW_PRIVATE: 'true',
  })
  await readyDatabase()
  const receiver = await startReceiver()
  const { hookIds, publish } = await makeFlows(PATHS.map(receiver.url))
  const [gone, off, down] = hookIds.slice(STEADY.length)
  const steady = hookIds.slice(0, STEADY.length)
  const accepted = new Map<string, number>()
  let refuses = () => false
  let receipt = { path: '', answered: () => {}, heard: () => {} }
  receiver.answerWith((response, received) => {
    const { path, heard, answered } = receipt
    if (path === received.path) {
      heard()
      response.once('finish', answered)
    }
    if (received.path === '/gone') answer(410)(response, received)
    else if (received.path === '/off') answer(401)(response, received)
    else if (received.path === '/down' || refuses()) answer(503)(response, received)
    else {
      const id = String(received.headers['webhook-id'])
      accepted.set(id, (accepted.get(id) ?? 0) + 1)
      accept(response, received)
    }
  })

  const open = async () => {
    const { rows } = await pool().query<{ count: number }>(
      `select count(*)::int from delivery d join subscription s on s.id = d.subscription_id
      where d.state in ('due', 'scheduled', 'sending') and (s.status = 'active' or s.id = any($1::uuid[]))`,
      [steady],
    )
    return rows[0]?.count
  }

  /** As if so much time had passed, also for those who live. */
  const expireLeases = () => pool().query('update shard set expires_at = now(); update worker set expires_at = now()')

  return {
    publish,
    expireLeases,
    /** Calls back in the middle of a receipt on the path, or when it has been answered. */
    onReceipt(path: string, { heard = () => {}, answered = () => {} }) {
      receipt = { path, heard, answered }
    },

    /**
     * Something for every statement: new events for all flows, a claim of somebody dead, a retry that is ripe, a flow that is
     * gone, one that is turned off, and an open circuit whose probe is due.
     */
    async arm() {
      receipt = { path: '', answered: () => {}, heard: () => {} }
      await pool().query(`update delivery set state = 'cancelled' where state in ('due', 'scheduled', 'sending')`)
      await pool().query(
        `update subscription set status = 'active', status_reason = null, failing_since = null, consecutive_failures = 0,
          probe_at = null where id = any($1::uuid[])`,
        [[gone, off]],
      )
      await publish(4)
      await pool().query(
        `update subscription set status = 'failing', status_reason = 'circuitOpen', consecutive_failures = 5,
          failing_since = now() - interval '1 hour', probe_at = now() where id = $1`,
        [down],
      )
      const [lost, ripe] = hookIds
      const oldest = `id = (select id from delivery where subscription_id = $1 and state = 'due' order by id limit 1)`
      await pool().query(
        `update delivery set state = 'sending', claim_epoch = -1, claimed_at = now(), attempt_count = 1, tries = 1 where ${oldest}`,
        [lost],
      )
      await pool().query(`update delivery set state = 'scheduled' where ${oldest}`, [ripe])
    },

    async startWorker(faults: Faults): Promise<ChildProcess> {
      return fork('tests/support/fault-worker.ts', {
        env: { ...process.env, FAULTS: JSON.stringify(faults) },
        stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      })
    },

    /** Asked at each receipt whether the receiver refuses it for now. */
    refuseWhere(refuse: () => boolean) {
      refuses = refuse
    },

    /** Retries that are due later than the schedule has it, by the clock of the database. */
    async tooLate() {
      const { rows } = await pool().query<{ count: number }>(
        `select count(*)::int from delivery where state = 'scheduled' and due_at > now() + tries * interval '40 s'`,
      )
      return rows[0]?.count
    },

    /**
     * As if so much time had passed that leases have run out, retries are ripe and probes are due; a worker without faults
     * then does the rest.
     */
    async survive() {
      refuses = () => false
      await expireLeases()
      await pool().query(`update delivery set due_at = now() where state = 'scheduled'`)
      await pool().query('update subscription set probe_at = now() where probe_at is not null and id = any($1)', [
        steady,
      ])
      const survivor = await startDispatcher()
      await expect.poll(open, { timeout: 40_000 }).toBe(0)
      await survivor.stop()
    },

    open,

    /**
     * Nothing is lost, and nothing is sent more often than it is shown: every delivery to a flow that works has arrived, each
     * receipt has its attempt, and where it arrived twice an attempt's outcome is unknown and the last is a possible duplicate.
     */
    async expectAccountsKept() {
      const { rows } = await pool().query<Account>(
        `select d.id, d.state, d.attempt_count as "attemptCount", s.id as "subscriptionId",
          count(a)::int as attempts, count(a) filter (where a.outcome = 'unknown')::int as unknown,
          bool_or(a.possible_duplicate) as "isPossibleDuplicate"
        from delivery d join subscription s on s.id = d.subscription_id left join attempt a on a.delivery_id = d.id
        group by d.id, s.id`,
      )
      const receipts = Map.groupBy(receiver.received, ({ headers }) => String(headers['webhook-id']))
      for (const row of rows) {
        const received = receipts.get(row.id)?.length ?? 0
        expect(row, `${received} receipts`).toMatchObject({ attemptCount: row.attempts })
        expect(received, row.id).toBeLessThanOrEqual(row.attempts)
        if (!steady.includes(row.subscriptionId)) continue
        expect(row.state).toBe('delivered')
        expect(accepted.get(row.id), row.id).toBeGreaterThan(0)
        expect(accepted.get(row.id), row.id).toBeLessThanOrEqual(1 + row.unknown)
        if (row.unknown > 0) expect(row.isPossibleDuplicate).toBe(true)
      }
    },

    /** What the subscriptions that do not work have become. */
    async ends() {
      const { rows } = await pool().query<{ status: string; reason: string; probes: boolean }>(
        `select status, status_reason as reason, probe_at > now() as probes from subscription where id = any($1::uuid[])
        order by array_position($1::uuid[], id)`,
        [[gone, off, down]],
      )
      return rows
    },

    async [Symbol.asyncDispose]() {
      await receiver[Symbol.asyncDispose]()
      await closePool()
      await database.stop()
      await folder.remove()
    },
  }
}

type Account = {
  id: string
  state: string
  attemptCount: number
  subscriptionId: string
  attempts: number
  unknown: number
  isPossibleDuplicate: boolean
}

/** Resolves with the signal that ended it, or null where it ended by itself. */
export async function ended(child: ChildProcess): Promise<NodeJS.Signals | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.signalCode
  const [, signal] = await once(child, 'exit')
  return signal
}
