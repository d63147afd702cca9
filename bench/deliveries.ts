import { startArena, startWorker } from './arena.ts'
import { makeFlows } from './flows.ts'
import { isolation } from './isolation.ts'
import { commitToReceipt, round } from './latency.ts'
import { oneToMany } from './one-to-many.ts'
import { rateLimited } from './rate-limited.ts'
import { bareLoop, drain } from './throughput.ts'
import { overTls } from './tls.ts'
import { whileRefreshing } from './while-refreshing.ts'

const RECEIVERS = 2
const SECONDS = 10
const RATE = 500
const FLOWS = 10
const SHAPES = [
  { shape: 'one event to many flows', flows: 1000, events: 100 },
  { shape: 'many events to few flows', flows: 4, events: 5000 },
]
const CALLS = 60_000

/** The dispatcher: the real schema, PostgreSQL with default durability, one real worker, receivers on the same machine. */
export async function run(print: (figure: object) => void) {
  await using arena = await startArena(RECEIVERS)
  const { body } = await makeFlows(arena, 1)
  // The first calls only make the code warm; what a short run would measure is the compiler.
  await bareLoop(arena, CALLS, body)
  const bare = await bareLoop(arena, CALLS, body)
  print({ figure: 'bareLoop', perSecond: bare })
  for (const { shape, flows, events } of SHAPES) {
    await arena.tidy()
    const figures = await drain(arena, await makeFlows(arena, flows), events, flows * events)
    print({ figure: 'sustained', shape, flows, events, ...figures, ofBareLoop: round(figures.perSecond / bare) })
  }
  {
    const flows = await makeFlows(arena, FLOWS)
    await using _worker = await startWorker()
    await arena.tidy()
    await commitToReceipt(arena, flows, RATE, 5)
    print({ figure: 'commitToReceipt', rate: RATE, ...(await commitToReceipt(arena, flows, RATE, SECONDS)) })
    await arena.tidy()
    print({ figure: 'commitToReceiptWhileRefreshing', rate: RATE, ...(await whileRefreshing(arena, flows, RATE)) })
    await arena.tidy()
    print({ figure: 'oneToMany', ...(await oneToMany(arena)) })
    await arena.tidy()
    print({ figure: 'isolation', ...(await isolation(arena, RATE, SECONDS * 2)) })
    await arena.tidy()
    print({ figure: 'rateLimited', ...(await rateLimited(arena)) })
  }
  for (const figures of await overTls(arena)) print({ figure: 'overTls', ...figures })
}
