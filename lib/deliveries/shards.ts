import type pg from 'pg'

export const LEASE_SECONDS = 6

/** A shard that this worker holds, and the epoch that fences what earlier holders may still record. */
export type Held = { shard: number; epoch: string }

/** `draining`: beyond its share, and given back as soon as nothing is under way there, so nothing new is claimed. */
type Balanced = Held & { draining: boolean }

/**
 * Keeps the worker alive and its leases too, also those that ran out and that nobody took; gives back what is beyond its
 * share, and takes free or expired shards up to its share of the 64.
 * @param keep shards that are not given back yet because attempts are, or may just be getting, under way there
 * @returns every shard that it holds now
 */
export async function balance(db: pg.Pool, workerId: string, keep: number[]): Promise<Balanced[]> {
  const { rows } = await db.query<Balanced>({
    name: 'shards-balance',
    text: `
      with alive as (
        insert into worker (id, expires_at) values ($1, now() + make_interval(secs => $2))
        on conflict (id) do update set expires_at = excluded.expires_at
      ),
      dead as (delete from worker where id <> $1 and expires_at < now() - interval '1 minute'),
      others as (select count(*) as workers from worker where id <> $1 and expires_at > now()),
      share as (select ceil(64.0 / (workers + 1))::int as size from others),
      mine as (
        select id, row_number() over (order by (id = any($3)) desc, id) as place
        from shard where owner = $1
      ),
      renewed as (
        update shard s set expires_at = now() + make_interval(secs => $2)
        from mine, share where s.id = mine.id and s.owner = $1 and (mine.place <= share.size or s.id = any($3))
        returning s.id, s.epoch, mine.place > share.size as draining
      ),
      given_back as (
        update shard s set owner = null, expires_at = null
        from mine, share where s.id = mine.id and s.owner = $1 and mine.place > share.size and not s.id = any($3)
      ),
      free as (
        select id from shard
        where owner is null or (owner <> $1 and expires_at <= now())
        order by id
        limit greatest(0, (select size from share) - (select count(*) from mine)::int)
        for update skip locked
      ),
      taken as (
        update shard s set owner = $1, epoch = s.epoch + 1, expires_at = now() + make_interval(secs => $2)
        from free where s.id = free.id
        returning s.id, s.epoch, false as draining
      )
      select id as shard, epoch::text, draining from renewed
      union all select id, epoch::text, draining from taken`,
    values: [workerId, LEASE_SECONDS, keep],
  })
  return rows
}

/** Hands every shard over at once: the worker stops. */
export async function release(db: pg.Pool, workerId: string) {
  await db.query('update shard set owner = null, expires_at = null where owner = $1', [workerId])
  await db.query('delete from worker where id = $1', [workerId])
}
