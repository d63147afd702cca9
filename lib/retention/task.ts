import { config } from '#lib/config.ts'
import { pool } from '#lib/database/pool.ts'
import type { Task } from '#lib/housekeeping/task.ts'
import { log } from '#lib/log.ts'
import { retain } from '#lib/retention/retain.ts'

/** Shorter than a run may take: what is left is for the next one. */
const MOST_MS = 50 * 60_000

export const retention: Task = {
  name: 'retention',
  cron: '17 * * * *',
  async run({ now, stop }) {
    const dropped = await retain(pool(), config().keepDays, {
      now,
      stop: AbortSignal.any([stop, AbortSignal.timeout(MOST_MS)]),
    })
    if (Object.values(dropped).some(rows => rows > 0)) log.info({ dropped }, 'dropped what was kept long enough')
  },
}
