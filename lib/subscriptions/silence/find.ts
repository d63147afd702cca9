import type { Pool } from 'pg'
import { REASON_CODES, REASONS, type Reason } from '#lib/subscriptions/silence/reasons.ts'

/** Reasons that are looked for, in the order of the list. */
const LOOKED_FOR = REASON_CODES.flatMap(code => {
  const { when }: Reason = REASONS[code]
  return when ? [{ code, when }] : []
})

/** Refreshes that an object was last seen in: how long it may be silent is learnt from these. */
const REMEMBERED = 10
/** Deliveries wait for a subscription that is being changed, so a transaction changes no more. */
const CHANGED_AT_ONCE = 2000
/** A schedule that is so late is not being run. */
const OVERDUE_MINUTES = 5

const NOBODY = '00000000-0000-0000-0000-000000000000'

/**
 * Everything that is listened to, under the kind and id that a listener names: `refreshed_at` is when it was last
 * evaluated, refreshed or completed, `longest` the longest time between two of the last refreshes.
 */
const OBJECTS = `
  live as materialized (
    select id, instance_id, trigger, threshold_id, segment_id, measure_id, callback_host, created_at, submission_kind,
      only_on_state_change, status = 'gone' as is_gone, last_delivery_at is not null as has_fired,
      coalesce(segment_id, measure_id, data_source_id) as object_id,
      coalesce(segment_id, measure_id, data_source_id, '${NOBODY}') as key,
      segment_id is not null or measure_id is not null as is_measured,
      case trigger
        when 'segment-threshold-crossed' then 'segment' when 'measure-threshold-crossed' then 'measure'
        when 'full-refresh-completed' then 'full' when 'unification-refresh-completed' then 'unification'
        else 'dataSource'
      end as kind,
      status_filter in ('queued', 'needsUpdate', 'running', 'deleted') as status_never_comes
    from subscription where removed_at is null
  ),
  evaluated as (
    select 'segment' as kind, id, name, instance_id, kind = 'external' as is_external, state = 'inactive' as is_inactive,
      false as has_dimensions, entity_name, job_status = 'CompletedFailure' as is_failed,
      job_status = 'CompletedSuccess' and error is not null as is_empty, evaluated_at
    from segment where id in (select segment_id from live)
    union all
    select 'measure', id, name, instance_id, kind = 'external', state = 'inactive',
      jsonb_array_length(coalesce(definition -> 'dimensions', '[]')) > 0, entity_name, evaluation_state = 'failed',
      evaluation_state = 'completed' and error is not null, evaluated_at
    from measure where id in (select measure_id from live)
  ),
  source as (
    select d.id, d.name, d.instance_id, d.kind = 'external' as is_external, not d.is_active as is_inactive,
      d.last_outcome = 'updateFailed' as is_failing, d.last_refresh, past.longest
    from data_source d
    cross join lateral (
      select max(gap) as longest from (
        select received_at - lag(received_at) over (order by received_at) as gap from (
          select received_at from report where subject_id = d.id order by received_at desc limit ${REMEMBERED}
        ) r
      ) g
    ) past
    where d.instance_id in (select instance_id from live where kind = 'dataSource')
  ),
  schedule as materialized (
    select r.*, ran.submitted_at as ran_at
    from refresh_schedule r
    left join lateral (
      select submitted_at from refresh_job
      where schedule_id = r.id and status in ('successful', 'failed', 'timedOut')
      order by submitted_at desc limit 1
    ) ran on true
    where r.is_active
  ),
  thing as (
    select o.kind, o.id, o.name, o.instance_id, o.is_external, o.is_inactive, o.has_dimensions, o.entity_name, o.is_failed,
      o.is_empty, false as is_failing, true as is_set_up, o.evaluated_at as refreshed_at, past.longest,
      true as is_reported
    from evaluated o
    cross join lateral (
      select max(gap) as longest from (
        select evaluated_at - lag(evaluated_at) over (order by evaluated_at) as gap from (
          (select evaluated_at from evaluation where segment_id = o.id order by evaluated_at desc limit ${REMEMBERED})
          union all
          (select evaluated_at from evaluation where measure_id = o.id order by evaluated_at desc limit ${REMEMBERED})
        ) v
      ) g
    ) past
    union all
    select 'dataSource', id, name, instance_id, is_external, is_inactive, false, null, false, false, is_failing, true,
      last_refresh, longest, true
    from source
    union all
    select 'dataSource', null, null, instance_id, bool_and(is_external), bool_and(is_inactive), false, null, false, false,
      bool_and(is_failing), true, max(last_refresh), max(longest), true
    from source group by instance_id
    union all
    select i.kind, null, null, i.instance_id, false, false, false, null, false, false, false,
      i.kind = 'full' or u.id is not null, greatest(j.ended_at, u.unified_at, r.received_at), null, r.received_at is not null
    from (select distinct instance_id, kind from live where kind in ('full', 'unification')) i
    left join unification u on u.instance_id = i.instance_id and i.kind = 'unification'
    left join lateral (
      select ended_at from refresh_job
      where i.kind = 'full' and instance_id = i.instance_id and operation_type = 'all' and ended_at is not null
      order by submitted_at desc limit 1
    ) j on true
    left join lateral (
      select received_at from report
      where instance_id = i.instance_id and subject = 'workflow'
        and body ->> 'operationType' = case i.kind when 'full' then 'all' else 'unification' end
      order by received_at desc limit 1
    ) r on true
  ),
  object as materialized (
    select o.*, coalesce(o.id, '${NOBODY}') as key, c.is_scheduled, c.ran_at, c.is_overdue
    from thing o
    cross join lateral (
      select count(*) > 0 as is_scheduled, max(ran_at) as ran_at,
        coalesce(bool_or(next_run_at < now() - interval '${OVERDUE_MINUTES} minutes'), false) as is_overdue
      from schedule r
      where r.instance_id = o.instance_id and (
        r.operation_type = 'all' or (identifiers = '{}' or o.id::text = any(identifiers) or o.name = any(identifiers))
          and r.operation_type = any(case o.kind
            when 'segment' then array['segmentation'] when 'measure' then array['measures']
            when 'dataSource' then array['ingestion'] when 'unification' then array['map', 'match', 'merge', 'unification']
            else '{}' end)
      )
    ) c
  )`

/** Of the thresholds that a subscription listens to. */
const THRESHOLDS = `
  select count(*) as count,
    bool_and(t.armed is false) as all_exceeded,
    bool_or(coalesce(t.last_crossed_at >= l.created_at, false)) as has_crossed,
    bool_and(coalesce(t.last_crossed_at + t.cooldown_seconds * interval '1 second' > now(), false)) as all_cooling,
    bool_and(t.segment_id is not null and t.direction = 'below' and t.value <= 0) as is_unreachable,
    bool_and(t.segment_id is not null and t.armed is false and t.direction = 'above' and t.value < t.rearm_margin)
      as stays_exceeded
  from (
    select * from threshold where id = l.threshold_id and (segment_id = l.segment_id or measure_id = l.measure_id)
    union all select * from threshold where l.threshold_id is null and segment_id = l.segment_id
    union all select * from threshold where l.threshold_id is null and measure_id = l.measure_id
  ) t`

/**
 * Of several processes that look at the same time, one does. A subscription that is being changed is left to the next look.
 */
const LOOK = `
  with leader as materialized (select pg_try_advisory_xact_lock($1) as mine),
  ${OBJECTS},
  found as materialized (
    select l.id, case when l.is_gone then '{}' else array_remove(array[${LOOKED_FOR.map(
      ({ code, when }) => `case when ${when} then '${code}' end`,
    ).join(', ')}], null) end as silence
    from live l
    left join object o on o.instance_id = l.instance_id and o.kind = l.kind
      and o.key = l.key
    left join entity e on e.instance_id = l.instance_id and e.name = o.entity_name
    left join data_source src on src.id = e.data_source_id and not o.is_external
    cross join lateral (${THRESHOLDS}) t
    where (select mine from leader)
  ),
  new as (
    select s.id, f.silence from found f join subscription s on s.id = f.id
    where s.silence <> f.silence and s.removed_at is null
    order by s.id limit ${CHANGED_AT_ONCE} for no key update of s skip locked
  )
  update subscription s set silence = n.silence from new n where s.id = n.id
  returning s.instance_id as "instanceId"`

const LOCK = 6_147_311

/** What no SQL can tell. */
export type Known = {
  /** Hosts of callbacks that the policy has no room for. */
  refusedHosts: string[]
  /** Ids of segments and measures whose rule does not fit the data. */
  broken: string[]
}

/**
 * Looks at every subscription of the deployment and keeps with it why it cannot fire; a trigger of the database tells whom
 * it concerns. @returns the instances in which something has changed, and whether more is left for another look
 */
export async function look(
  db: Pool,
  { refusedHosts, broken }: Known,
): Promise<{ instances: string[]; isMore: boolean }> {
  const client = await db.connect()
  try {
    // Compiling the statement would take longer than running it.
    await client.query('begin; set local jit = off')
    const { rows } = await client.query<{ instanceId: string }>(LOOK, [LOCK, refusedHosts, broken])
    await client.query('commit')
    client.release()
    return {
      instances: [...new Set(rows.map(({ instanceId }) => instanceId))],
      isMore: rows.length === CHANGED_AT_ONCE,
    }
  } catch (error) {
    // A connection in the middle of a transaction is of no use to anybody.
    client.release(true)
    throw error
  }
}
