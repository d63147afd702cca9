import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { pool } from '#lib/database/pool.ts'
import type { Arena } from './arena.ts'
import { makeFlows } from './flows.ts'
import { commitAtRate, percentiles } from './latency.ts'

const FLOWS = 50

/** One of fifty receivers never answers and gets a fifth of the traffic. @returns what the others see of it */
export async function isolation(arena: Arena, perSecond: number, seconds: number) {
  const sockets = new Set<Socket>()
  const dead = createServer(socket => sockets.add(socket.on('error', () => {})))
  dead.listen(0, '127.0.0.1')
  await once(dead, 'listening')
  const deadUrl = `http://127.0.0.1:${(dead.address() as AddressInfo).port}/`
  const one = await makeFlows(arena, 1, { url: () => deadUrl })
  const others = await makeFlows(arena, FLOWS - 1)
  const [{ committed, achieved }] = await Promise.all([
    commitAtRate(others, perSecond * 0.8, seconds),
    commitAtRate(one, perSecond * 0.2, seconds),
  ])
  const { rows } = await pool().query<{ waiting: number }>(
    `select count(*)::int as waiting from delivery
    where instance_id = $1 and state in ('due', 'scheduled') and created_at < now() - interval '1 second'`,
    [others.instanceId],
  )
  const { ids, times } = await arena.receipts(committed.size)
  dead.close()
  for (const socket of sockets) socket.destroy()
  await pool().query('update subscription set removed_at = now() where instance_id = $1', [one.instanceId])
  const took = ids.map((id, index) => Number((times[index] ?? 0n) - (committed.get(id) ?? 0n)) / 1e6)
  return { receivers: FLOWS, achieved, ...percentiles(took), othersWaiting: rows[0]?.waiting }
}
