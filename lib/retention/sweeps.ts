/** Which rows of a table go: a walk over its time-ordered ids, the oldest first. */
export type Sweep = {
  table: string
  /** How many days the rows are kept; a name of `Keep`. */
  kept: 'deliveries' | 'history' | 'audit'
  /** The condition on a row `t`; $3 is the time before which it must have ended. */
  ended: string
  /** What goes with the rows `dropped (id)`, as another part of the statement. */
  also?: string
}

const NO_DELIVERIES = (column: string) => `not exists (select 1 from delivery d where d.${column} = t.id)`
const NEWER = (column: string) =>
  `exists (select 1 from evaluation n where n.${column} = t.${column} and n.evaluated_at > t.evaluated_at)`

/** In this order: what others refer to goes after them. Open deliveries end nowhere here, and so keep their events. */
export const SWEEPS: Sweep[] = [
  {
    table: 'delivery',
    kept: 'deliveries',
    ended: `t.state in ('delivered', 'failed', 'cancelled') and t.settled_at < $3`,
    also: 'attempts as (delete from attempt a using dropped where a.delivery_id = dropped.id)',
  },
  {
    table: 'event',
    kept: 'deliveries',
    ended: `t.created_at < $3 and ${NO_DELIVERIES('event_id')}
      and not exists (select 1 from fan_out f where f.event_id = t.id)`,
  },
  { table: 'subscription', kept: 'deliveries', ended: `t.removed_at < $3 and ${NO_DELIVERIES('subscription_id')}` },
  { table: 'replay', kept: 'deliveries', ended: 't.ended_at < $3' },
  { table: 'notice', kept: 'history', ended: 't.ended_at < $3' },
  { table: 'refresh_job', kept: 'history', ended: 't.ended_at < $3' },
  { table: 'report', kept: 'history', ended: 't.received_at < $3' },
  // The latest of each object stays, however old.
  {
    table: 'evaluation',
    kept: 'history',
    ended: `t.evaluated_at < $3 and (${NEWER('segment_id')} or ${NEWER('measure_id')})`,
  },
  { table: 'audit_entry', kept: 'audit', ended: 't.at < $3' },
]

/**
 * One batch: looks at $4 rows after $1 whose ids are older than $2, and drops those that have ended. Nothing waits for
 * it, and it waits for nobody: what somebody has locked goes another time.
 */
export const sweepStatement = ({ table, ended, also }: Sweep) => `
  with looked_at as materialized (select id from ${table} where id > $1::uuid and id < $2::uuid order by id limit $4),
  ended as (
    select t.id from looked_at join ${table} t on t.id = looked_at.id
    where ${ended.replaceAll('$3', '$3::timestamptz')} for update of t skip locked
  ),
  dropped as (delete from ${table} t using ended where t.id = ended.id returning t.id)${also ? `,\n  ${also}` : ''}
  select (select id from looked_at order by id desc limit 1) as cursor, (select count(*)::int from dropped) as done`
