const CANCEL = `state = 'cancelled', settled_at = now(), claim_epoch = null`

/**
 * One batch: cancels what has waited longer than an operator wants it kept (KEEP_WAITING_DAYS); it is then kept as any
 * other that has ended. Parameters as those of a sweep.
 */
export const CANCEL_TOO_OLD = `
  with looked_at as materialized (select id from delivery where id > $1::uuid and id < $2::uuid order by id limit $4),
  waiting as (
    select t.id from looked_at join delivery t on t.id = looked_at.id
    where t.state in ('due', 'scheduled') and t.created_at < $3::timestamptz for update of t skip locked
  ),
  cancelled as (
    update delivery t set ${CANCEL}, cancel_reason = 'waitedTooLong'
    from waiting where t.id = waiting.id returning t.id
  )
  select (select id from looked_at order by id desc limit 1) as cursor, (select count(*)::int from cancelled) as done`

/** One batch: cancels what came to wait for a subscription at the moment when it ended, and so would wait for ever. */
export const CANCEL_FOR_NOBODY = `
  with waiting as (
    select d.id, case when s.removed_at is null then 'flowGone' else 'unsubscribed' end as reason from subscription s
    cross join lateral (
      select id from delivery where shard = s.shard and subscription_id = s.id and state = 'due' limit $1 for update skip locked
    ) d
    where s.removed_at is not null or s.status = 'gone'
    limit $1
  )
  update delivery t set ${CANCEL}, cancel_reason = waiting.reason from waiting where t.id = waiting.id`
