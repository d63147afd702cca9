import { startArena, startWorker } from './arena.ts'
import { makeFlows } from './flows.ts'
import { commitToReceipt, round } from './latency.ts'
import { bareLoop, drain } from './throughput.ts'

const RECEIVERS = 2
const SECONDS = 10
const RATES = [100, 500]
const LATENCY_FLOWS = 10
const SHAPES = [
  { shape: 'one event to many flows', flows: 1000, events: 60 },
  { shape: 'many events to few flows', flows: 4, events: 15000 },
]
const CALLS = 60_000

/** Latency and throughput of deliveries: real schema, default durability, one real worker, receivers on loopback. */
export async function run(print: (figure: object) => void) {
  await using arena = await startArena(RECEIVERS)
  {
    const flows = await Promise.all(Array.from({ length: LATENCY_FLOWS }, () => makeFlows(arena, 1)))
    await using _worker = await startWorker()
    // Connections are made and code is warm before it counts.
    await commitToReceipt(arena, flows, RATES[0] ?? 100, 2)
    for (const rate of RATES) {
      print({ figure: 'commitToReceipt', rate, ...(await commitToReceipt(arena, flows, rate, SECONDS)) })
    }
  }
  await bareLoop(arena, CALLS)
  const bare = await bareLoop(arena, CALLS)
  print({ figure: 'bareLoop', perSecond: bare })
  for (const { shape, flows, events } of SHAPES) {
    const deliveries = flows * events
    const perSecond = await drain(arena, await makeFlows(arena, flows), events, deliveries)
    print({ figure: 'sustained', shape, flows, events, deliveries, perSecond, ofBareLoop: round(perSecond / bare) })
  }
}
