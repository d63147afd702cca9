import type pg from 'pg'
import type { Claimed } from '#lib/deliveries/claim.ts'
import type { Outcome } from '#lib/deliveries/outcome.ts'
import type { Attempt } from '#lib/deliveries/send.ts'
import type { StatusReason } from '#lib/subscriptions/status-reason.ts'

export type Settlement = {
  claimed: Claimed
  attempt: Attempt
  outcome: Outcome /** Until the next attempt. */
  delayMs?: number
}

/** Failures in a row after which a receiver gets nothing but probes. */
const CIRCUIT_OPENS_AFTER = 5

/**
 * A probe is due after as long as the receiver has been failing: each wait is twice the one before, within these. What was
 * under way when the circuit opened moves it no more: there would be two probes at once.
 */
const PROBES = { firstSeconds: 10, lastSeconds: 3600 }

type State = 'due' | 'scheduled' | 'delivered' | 'failed' | 'cancelled'

/**
 * Records attempts, the state of their deliveries and the health of their subscriptions in one statement. One that is
 * healthy and stays so is told its last delivery once a second at most. What another
 * holder has taken over meanwhile, or this one has claimed anew, is left alone: epoch and number are the fence. (The state
 * is not asked for: the planner would then read the index of all that is being sent.)
 */
export async function settle(db: pg.Pool, settlements: Settlement[]) {
  const column = <T>(of: (settlement: Settlement) => T) => settlements.map(of)
  await db.query({
    name: 'deliveries-settle',
    text: `
      with r as (
        select * from unnest($1::uuid[], $2::bigint[], $3::smallint[], $4::text[], $5::double precision[], $6::smallint[], $7::text[],
          $8::timestamptz[], $9::real[], $10::text[], $11::text[], $12::text[])
          as r(id, epoch, number, state, delay_ms, status_code, error, started_at, duration_ms, run_id, response, outcome)
      ),
      settled as (
        update delivery d
        set state = r.state::delivery_state,
          lane = case when r.state = 'scheduled' then 'retry' else d.lane end,
          due_at = case when r.state = 'scheduled' then now() + r.delay_ms * interval '1 millisecond' else d.due_at end,
          settled_at = case when r.state in ('delivered', 'failed', 'cancelled') then now() end,
          status_code = r.status_code, error = r.error, claim_epoch = null,
          tries = d.tries - (r.state = 'due')::int
        from r where d.id = r.id and d.claim_epoch = r.epoch and d.attempt_count = r.number
        returning d.id, d.attempt_count, d.subscription_id
      ),
      attempts as (
        insert into attempt (delivery_id, number, started_at, duration_ms, status_code, error, outcome, run_id, response, possible_duplicate)
        select s.id, s.attempt_count, r.started_at, r.duration_ms, r.status_code, r.error, r.outcome::attempt_outcome, r.run_id, r.response,
          s.attempt_count > 1 and exists (select 1 from attempt a where a.delivery_id = s.id and a.outcome = 'unknown')
        from settled s join r on r.id = s.id and r.number = s.attempt_count
      ),
      known as (
        select s.id, s.status, s.status_reason, s.failing_since, h.last_at, h.last_status_code, h.has_success,
          h.probed, h.failures_since > 0 as fails, case when h.has_success then 0 else s.consecutive_failures end + h.failures_since as failures
        from unnest($13::uuid[], $14::boolean[], $15::int[], $16::timestamptz[], $17::smallint[], $18::boolean[])
          as h(id, has_success, failures_since, last_at, last_status_code, probed)
        join subscription s on s.id = h.id
        where s.status <> 'active' or h.failures_since > 0 or s.consecutive_failures > 0 or s.last_delivery_at is null
          or s.last_status_code is distinct from h.last_status_code or s.last_delivery_at < h.last_at - interval '1 second'
        order by s.id
        for update of s
      ),
      now_known as (
        select id, last_at, last_status_code, failures, probed,
          case when fails and (has_success or failing_since is null) then now()
            when has_success and not fails then null
            else failing_since end as failing_since,
          case when recovers then 'active' when fails and status = 'active' then 'failing' else status end as status,
          case when recovers then null
            when fails and status in ('active', 'failing')
              then case when failures >= ${CIRCUIT_OPENS_AFTER} then 'circuitOpen' else 'receiverFailing' end
            else status_reason end as reason
        from known, lateral (
          select has_success and not fails and (status = 'failing' or status_reason in ('flowOff', 'hostRefused')) as recovers
        ) as r
      )
      update subscription s
      set last_delivery_at = n.last_at, last_status_code = n.last_status_code, consecutive_failures = n.failures,
        failing_since = n.failing_since, status = n.status, status_reason = n.reason,
        status_since = case when (n.status, n.reason) is distinct from (s.status, s.status_reason) then now() else s.status_since end,
        probe_at = case
          when n.reason = 'circuitOpen' and (n.probed or s.status_reason is distinct from 'circuitOpen')
            then now() + least(greatest(now() - n.failing_since, interval '${PROBES.firstSeconds} s'), interval '${PROBES.lastSeconds} s')
          when n.status = 'active' or n.reason = 'receiverFailing' then null
          else s.probe_at end
      from now_known n
      where s.id = n.id`,
    values: [
      column(({ claimed }) => claimed.id),
      column(({ claimed }) => claimed.epoch),
      column(({ claimed }) => claimed.attemptNumber),
      column(stateAfter),
      column(({ delayMs }) => delayMs ?? null),
      column(({ attempt }) => ('statusCode' in attempt.answer ? attempt.answer.statusCode : null)),
      column(({ attempt, outcome }) => errorText(attempt, outcome)),
      column(({ attempt }) => attempt.startedAt),
      column(({ attempt }) => attempt.durationMs),
      column(({ attempt }) => attempt.runId ?? null),
      column(({ attempt }) => ('body' in attempt.answer && attempt.answer.body !== '' ? attempt.answer.body : null)),
      column(({ outcome }) => outcome.kind),
      ...healthColumns(settlements),
    ],
  })
}

/** Ends the subscription whose receiver said that it is gone, and cancels what it was still to receive. */
export async function retire(db: pg.Pool, { subscriptionId, shard }: Claimed, reason: StatusReason) {
  await db.query(
    `with gone as (
      update subscription set status = 'gone', status_reason = $3, status_since = now(), probe_at = null
      where id = $1 and status <> 'gone' and removed_at is null
    )
    update delivery set state = 'cancelled', settled_at = now(), cancel_reason = 'flowGone'
    where subscription_id = $1 and shard = $2 and state in ('due', 'scheduled')`,
    [subscriptionId, shard, reason],
  )
}

/** Pauses a subscription for what its receiver answered; its deliveries are kept. One that a person paused stays theirs. */
export async function pause(db: pg.Pool, subscriptionId: string, reason: StatusReason, probe: boolean) {
  await db.query(
    `update subscription
    set status_since = case when status = 'paused' then status_since else now() end, status = 'paused', status_reason = $2,
      probe_at = case when $3 then now() + interval '1 hour' end
    where id = $1 and removed_at is null and (status in ('active', 'failing') or status_reason in ('flowOff', 'hostRefused', 'notAuthorised'))`,
    [subscriptionId, reason, probe],
  )
}

/**
 * A retry without a delay left has failed. What is kept for a paused subscription or behind an open circuit, or went
 * unrecorded, is due again and counts for nothing.
 */
function stateAfter({ claimed, outcome, delayMs }: Settlement): State {
  switch (outcome.kind) {
    case 'delivered':
    case 'failed':
      return outcome.kind
    case 'retry':
      if (claimed.isProbe) return 'due'
      return delayMs === undefined ? 'failed' : 'scheduled'
    case 'gone':
      return 'cancelled'
    case 'paused':
    case 'unknown':
      return 'due'
  }
}

function errorText({ answer }: Attempt, outcome: Outcome): string | null {
  if (outcome.kind === 'delivered') return null
  return 'error' in answer ? answer.message : `The receiver answered ${answer.statusCode}.`
}

/** Per subscription: did anything succeed, and how many attempts failed since. Only retried answers speak of its health. */
function healthColumns(settlements: Settlement[]) {
  const health = new Map<
    string,
    { hasSuccess: boolean; failuresSince: number; lastAt: Date; lastStatusCode: number | null; probed: boolean }
  >()
  for (const { claimed, attempt, outcome } of settlements) {
    const entry = health.get(claimed.subscriptionId) ?? {
      hasSuccess: false,
      failuresSince: 0,
      lastAt: attempt.startedAt,
      lastStatusCode: null,
      probed: false,
    }
    entry.probed ||= claimed.isProbe
    if (outcome.kind === 'delivered') Object.assign(entry, { hasSuccess: true, failuresSince: 0 })
    if (outcome.kind === 'retry') entry.failuresSince += 1
    entry.lastAt = attempt.startedAt
    entry.lastStatusCode = 'statusCode' in attempt.answer ? attempt.answer.statusCode : null
    health.set(claimed.subscriptionId, entry)
  }
  // Updated in one order everywhere, so that two workers cannot deadlock.
  const rows = [...health].sort(([a], [b]) => (a < b ? -1 : 1))
  return [
    rows.map(([id]) => id),
    rows.map(([, { hasSuccess }]) => hasSuccess),
    rows.map(([, { failuresSince }]) => failuresSince),
    rows.map(([, { lastAt }]) => lastAt),
    rows.map(([, { lastStatusCode }]) => lastStatusCode),
    rows.map(([, { probed }]) => probed),
  ]
}
