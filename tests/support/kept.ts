import { GET } from '#app/api/v1/instances/[instanceId]/manage/hooks/[hookId]/kept/route.ts'
import { pool } from '#lib/database/pool.ts'
import { call } from '#tests/support/call.ts'

/** What the API says that a choice would do. */
export const kept = (instanceId: string, hookId: string, query = '') =>
  call({ GET }, 'GET', `/api/v1/instances/${instanceId}/manage/hooks/${hookId}/kept${query}`, {
    params: { instanceId, hookId },
  })

type Kept = { hookId: string; about?: object; hoursAgo?: number; state?: 'due' | 'scheduled'; count?: number }

/** Deliveries that wait for a subscription, as publishing would have left them there. */
export async function keep({ hookId, about = {}, hoursAgo = 0, state = 'due', count = 1 }: Kept): Promise<string[]> {
  const { rows } = await pool().query<{ id: string }>(
    `with s as (select * from subscription where id = $1),
    e as (
      insert into event (id, instance_id, type, occurred_at, payload, created_at)
      select uuid7(), s.instance_id, s.trigger, now(), $2, now() - $3 * interval '1 hour' from s, generate_series(1, $5)
      returning id, created_at
    )
    insert into delivery (id, instance_id, event_id, subscription_id, shard, state, tries, due_at, created_at)
    select uuid7(), s.instance_id, e.id, s.id, s.shard, $4::delivery_state, ($4 = 'scheduled')::int,
      e.created_at + case when $4 = 'scheduled' then interval '1 day' else interval '0' end, e.created_at
    from e, s returning id`,
    [hookId, JSON.stringify(about), hoursAgo, state, count],
  )
  return rows.map(({ id }) => id)
}
