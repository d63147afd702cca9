import { pool } from '#lib/database/pool.ts'
import { claim } from '#lib/deliveries/claim.ts'
import { listDeliveries } from '#lib/deliveries/deliveries.ts'
import type { DeliveryFilter } from '#lib/deliveries/filter.ts'
import type { Access } from '#lib/instances/actor.ts'
import { type Backlog, makeBacklog } from '#tests/support/backlog.ts'
import { startArena } from './arena.ts'
import { round } from './latency.ts'

const SIZES = { waiting: 1_000_000, settled: 10_000_000 }
const CLAIMS = 400
const FLOWS_PER_CLAIM = 2
const LISTS = 5

/** What a claim and the first page of deliveries take with ten million settled deliveries and a dead flow's million behind. */
export async function run(print: (figure: object) => void) {
  await using _arena = await startArena(0)
  const begun = performance.now()
  const backlog = await makeBacklog(pool(), SIZES)
  await pool().query('vacuum analyze')
  print({ figure: 'backlog', ...SIZES, seconds: round((performance.now() - begun) / 1000) })
  print({ figure: 'claim', ...SIZES, ...(await claims(backlog)) })
  for (const [list, filter] of Object.entries(filters(backlog))) {
    const times: number[] = []
    while (times.length < LISTS)
      times.push(await timed(() => listDeliveries(accessTo(backlog), { ...filter, limit: 50 })))
    print({ figure: 'deliveryList', list, firstMs: round(times[0] ?? 0), maxMs: round(Math.max(...times.slice(1))) })
  }
}

async function claims({ workerId, lively }: Backlog) {
  const times: number[] = []
  while (times.length < CLAIMS) {
    const some = [0, 1].map(offset => lively[(times.length * FLOWS_PER_CLAIM + offset) % lively.length])
    const wanted = some.flatMap(flow =>
      flow
        ? [{ subscriptionId: flow.id, lane: 'retry' as const, held: { shard: flow.shard, epoch: '1' }, room: 1 }]
        : [],
    )
    let claimed = 0
    times.push(
      await timed(async () => {
        claimed = (await claim(pool(), workerId, wanted)).length
      }),
    )
    if (claimed !== FLOWS_PER_CLAIM) throw new Error(`${claimed} deliveries were claimed`)
  }
  times.sort((a, b) => a - b)
  const at = (share: number) => round(times[Math.ceil(CLAIMS * share) - 1] ?? 0)
  return { claims: CLAIMS, p50Ms: at(0.5), p99Ms: at(0.99), maxMs: at(1) }
}

const filters = ({ dead, lively }: Backlog): Record<string, DeliveryFilter> => ({
  all: {},
  pending: { status: 'pending' },
  retrying: { status: 'retrying' },
  sending: { status: 'sending' },
  delivered: { status: 'delivered' },
  failed: { status: 'failed' },
  cancelled: { status: 'cancelled' },
  'of the dead flow': { hookId: dead.id },
  'of another flow': { hookId: lively[0]?.id ?? '' },
  'failed, of another flow': { hookId: lively[0]?.id ?? '', status: 'failed' },
  'of a type': { type: 'full-refresh-completed' },
  'of a type that never came': { type: 'segment-threshold-crossed' },
  'of the last day': { from: new Date(Date.now() - 86_400_000).toISOString() },
})

const accessTo = ({ instanceId }: Backlog): Access => ({
  actor: { type: 'deployment', name: 'benchmark' },
  role: 'Admin',
  instance: { id: instanceId, name: 'Benchmark' },
})

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}
