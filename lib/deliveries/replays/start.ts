import { pool } from '#lib/database/pool.ts'
import { oneAtATime } from '#lib/deliveries/one-at-a-time.ts'
import { advance } from '#lib/deliveries/replays/advance.ts'

const STEP_MS = 200
const IDLE_MS = 1000

/** Carries the replays on, each at its rate. Any number of workers may. */
export async function startReplays(): Promise<{ stop(): Promise<void> }> {
  let stopping = false
  let timer: NodeJS.Timeout | undefined
  const stepping = oneAtATime(carryOn)

  async function carryOn() {
    const { rows } = await pool().query<{ id: string }>(`select id from replay where state = 'running' order by id`)
    let more = false
    for (const { id } of rows) if (!stopping && (await advance(id))) more = true
    if (!stopping) timer = setTimeout(stepping.run, more ? 0 : rows.length > 0 ? STEP_MS : IDLE_MS)
  }

  stepping.run()
  return {
    async stop() {
      stopping = true
      clearTimeout(timer)
      await stepping.idle()
    },
  }
}
