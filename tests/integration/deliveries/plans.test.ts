import pg from 'pg'
import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { pool } from '#lib/database/pool.ts'
import { claim } from '#lib/deliveries/claim.ts'
import { listDeliveries } from '#lib/deliveries/deliveries.ts'
import type { DeliveryFilter } from '#lib/deliveries/filter.ts'
import { LANES } from '#lib/deliveries/lanes.ts'
import { claimProbes } from '#lib/deliveries/probe.ts'
import { settle } from '#lib/deliveries/settle.ts'
import { promoteScheduled, recoverLost, waitingSubscriptions } from '#lib/deliveries/waiting.ts'
import type { Access } from '#lib/instances/actor.ts'
import { type Backlog, makeBacklog } from '#tests/support/backlog.ts'
import { explain, type Mode, type Statement, statementOf } from '#tests/support/plan.ts'

const MODES: Mode[] = ['custom', 'generic']
const ROOM = 4
const PAGE = 50

let backlog: Backlog
const wanted = () =>
  [backlog.dead, ...backlog.lively].flatMap(({ id, shard }) =>
    LANES.map(lane => ({ subscriptionId: id, lane, held: { shard, epoch: '1' }, room: ROOM })),
  )

beforeAll(async () => {
  // What the planner knows is what it is told here.
  for (const table of ['delivery', 'attempt', 'event', 'subscription'])
    await pool().query(`alter table ${table} set (autovacuum_enabled = false)`)
  await pool().query('analyze')
  backlog = await makeBacklog(pool(), { waiting: 100_000, settled: 200_000 })
})

const setDead = (status: string, reason: string | null) =>
  pool().query('update subscription set status = $2::hook_status, status_reason = $3, probe_at = now() where id = $1', [
    backlog.dead.id,
    status,
    reason,
  ])

/** Reads only by index and place, each scan at most so many rows. */
async function expectReads(statement: Statement, table: string, most: number) {
  for (const mode of MODES) {
    const { scans } = await explain(pool(), statement, mode)
    for (const { kind, rows } of scans(table)) {
      expect(kind, `${mode} plan`).not.toBe('Seq Scan')
      expect(rows, `${kind} of the ${mode} plan`).toBeLessThanOrEqual(most)
    }
  }
}

describe.each(['from before the backlog came', 'of now'])('with a backlog, and statistics %s,', which => {
  beforeAll(async () => {
    if (which === 'of now') await pool().query('analyze')
  })
  beforeEach(() => setDead('active', null))

  test.each([
    ['active', 'active', null, 21],
    ['behind an open circuit', 'failing', 'circuitOpen', 20],
  ])('a claim reads what it returns and one row a visit, the dead being %s', async (_, status, reason, givers) => {
    await setDead(status, reason)
    const statement = await statementOf(db => claim(db, backlog.workerId, wanted()))
    await expectReads(statement, 'delivery', givers * ROOM + wanted().length)
  })

  test('a settlement reads what it settles', async () => {
    const claimed = await claim(pool(), backlog.workerId, wanted())
    expect(claimed.length).toBeGreaterThan(ROOM)
    const attempt = { answer: { statusCode: 202, body: '' }, startedAt: new Date(), durationMs: 1 }
    const statement = await statementOf(db =>
      settle(
        db,
        claimed.map(one => ({ claimed: one, attempt, outcome: { kind: 'delivered' } })),
      ),
    )
    await expectReads(statement, 'delivery', claimed.length)
    await expectReads(statement, 'attempt', claimed.length)
    await pool().query(`update delivery set state = 'due', claim_epoch = null where state = 'sending'`)
  })

  test('a probe reads one row of each lane', async () => {
    await setDead('failing', 'circuitOpen')
    await expectReads(await statementOf(db => claimProbes(db, backlog.workerId, backlog.held)), 'delivery', 3)
  })

  test('the poll reads one row for each subscription and lane that waits', async () => {
    const statement = await statementOf(db => waitingSubscriptions(db, backlog.held, new Map()))
    await expectReads(statement, 'delivery', backlog.lively.length + 1 + backlog.held.length)
  })

  test('making due what is ripe reads just that', async () => {
    await expectReads(await statementOf(db => promoteScheduled(db, backlog.held)), 'delivery', 1000)
  })

  test('taking up what was lost reads what is being sent', async () => {
    const claimed = await claim(pool(), backlog.workerId, wanted())
    const next = backlog.held.map(({ shard }) => ({ shard, epoch: '2' }))
    const statement = await statementOf(db => recoverLost(db, next, []))
    await expectReads(statement, 'delivery', claimed.length)
    await pool().query(`update delivery set state = 'due', claim_epoch = null where state = 'sending'`)
  })
})

test.each<[string, () => DeliveryFilter]>([
  ['without a filter', () => ({})],
  ['of what is pending', () => ({ status: 'pending' })],
  ['of what is tried again', () => ({ status: 'retrying' })],
  ['of what is being sent', () => ({ status: 'sending' })],
  ['of what has failed', () => ({ status: 'failed' })],
  ['of what was cancelled', () => ({ status: 'cancelled' })],
  ['of a dead subscription', () => ({ hookId: backlog.dead.id })],
  ['of what is pending for one', () => ({ hookId: backlog.lively[0]?.id ?? '', status: 'pending' })],
  ['of an event', () => ({ eventId: backlog.instanceId })],
  ['of what was delivered', () => ({ status: 'delivered' })],
  ['of a type', () => ({ type: 'full-refresh-completed' })],
  ['of a type that never came', () => ({ type: 'segment-threshold-crossed' })],
  ['of the future', () => ({ from: new Date(Date.now() + 3_600_000).toISOString() })],
  ['of long ago', () => ({ to: new Date(0).toISOString() })],
])('the first page of deliveries %s is found by index, behind a backlog', async (_, filter) => {
  const access: Access = {
    actor: { type: 'deployment', name: 'test' },
    role: 'Admin',
    instance: { id: backlog.instanceId, name: 'Contoso' },
  }
  const sent = vi.spyOn(pg.Client.prototype, 'query')
  await listDeliveries(access, { ...filter(), limit: PAGE })
  const calls = sent.mock.calls as unknown as [Statement][]
  const statement = calls.map(([each]) => each).find(({ text }) => text?.includes('with page'))
  const { scans } = await explain(pool(), statement ?? { text: '', values: [] }, 'custom')
  for (const { kind, rows } of scans('delivery')) {
    expect(kind).not.toBe('Seq Scan')
    expect(rows).toBeLessThanOrEqual(100 * PAGE)
  }
})
