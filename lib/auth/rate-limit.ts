import { config } from '#lib/config.ts'
import { pool } from '#lib/database/pool.ts'
import { TooManyRequests } from '#lib/errors.ts'
import type { Actor } from '#lib/instances/actor.ts'

const WINDOW_SECONDS = 60

/** Counts a call of a connection. Console sessions and ADMIN_API_KEY are free. @throws TooManyRequests */
export async function limitCalls(actor: Actor) {
  const limit = config().apiRateLimit
  if (actor.type !== 'key' || limit === 0) return
  await limitTo(`key:${actor.id}`, limit, WINDOW_SECONDS)
}

/** At most `limit` calls per window and key, counted in the database so that every web process sees the same. */
export async function limitTo(key: string, limit: number, windowSeconds: number) {
  const { rows } = await pool().query<{ count: number; retry_after: number }>(
    `insert into rate_window (key, window_start, count) values ($1, now(), 1)
     on conflict (key) do update set
       window_start = case when rate_window.window_start <= now() - make_interval(secs => $2) then now() else rate_window.window_start end,
       count = case when rate_window.window_start <= now() - make_interval(secs => $2) then 1 else rate_window.count + 1 end
     returning count, ceil(extract(epoch from window_start + make_interval(secs => $2) - now()))::int as retry_after`,
    [key, windowSeconds],
  )
  const window = rows[0]
  if (window?.count === 1) await sweep()
  if (window && window.count > limit) {
    throw new TooManyRequests(
      `At most ${limit} calls in ${windowSeconds} seconds; try again later.`,
      Math.max(1, window.retry_after),
    )
  }
}

/** Takes one call of the current window back: it turned out not to be one that counts. */
export async function refund(key: string) {
  await pool().query('update rate_window set count = count - 1 where key = $1 and count > 0', [key])
}

// Whoever opens a window takes a few old ones away: the table must not grow with the names that strangers try.
async function sweep() {
  await pool().query(
    `delete from rate_window where key in (
       select key from rate_window where window_start < now() - interval '1 day' limit 10 for update skip locked)`,
  )
}
