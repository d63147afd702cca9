import { startArena, startWorker } from './arena.ts'
import { makeFlows } from './flows.ts'
import { commitAtRate, round } from './latency.ts'

const MINUTES = 10
const PER_SECOND = 2000
const FLOWS = 100

/** The memory of a worker over ten minutes of steady load: each minute's end, and what it grew by after the first two. */
export async function run(print: (figure: object) => void) {
  await using arena = await startArena(2)
  const flows = await makeFlows(arena, FLOWS)
  await using worker = await startWorker()
  const megabytes: number[] = []
  for (let minute = 1; minute <= MINUTES; minute++) {
    const { committed, achieved } = await commitAtRate(flows, PER_SECOND, 60)
    await arena.receipts(committed.size)
    megabytes.push(round(worker.megabytes()))
    print({ figure: 'memory', minute, achieved, megabytes: megabytes.at(-1) })
  }
  print({ figure: 'growth', megabytes: round((megabytes.at(-1) ?? 0) - (megabytes[1] ?? 0)) })
}
