import { database, transaction } from '#lib/database/client.ts'
import { publish } from '#lib/events/publish.ts'
import type { Access } from '#lib/instances/actor.ts'
import { subscribe } from '#lib/subscriptions/subscribe.ts'
import type { Arena } from './arena.ts'

const AT_ONCE = 8

/** Flows that listen to one data source of an instance of its own, and its events. */
export async function makeFlows(arena: Arena, count: number) {
  const instance = await database().instance.create({ data: { name: 'Benchmark' } })
  const { id: dataSourceId, friendlyName } = await database().dataSource.create({
    data: { instanceId: instance.id, name: 'crm', friendlyName: 'CRM contacts', kind: 'external' },
  })
  const access: Access = { actor: { type: 'deployment', name: 'benchmark' }, instance, role: 'Admin' }
  await inParallel(count, number => {
    const receiver = arena.receivers[number % arena.receivers.length]
    if (!receiver) throw new Error('an arena without receivers')
    const notificationUrl = receiver.url(`/workflows/${number}/triggers/manual/paths/invoke?sig=secret`)
    return subscribe(access, 'data-source-refresh-succeeded', { notificationUrl, dataSourceId })
  })
  const time = new Date().toISOString()
  const fields = { dataSourceId, dataSourceName: friendlyName, status: 'successful', rows: 5000, startedAt: time }
  return {
    instanceId: instance.id,
    /** Publishes events in one transaction. @returns their ids, once it has committed */
    publish: (events = 1) =>
      transaction(async tx => {
        const ids: string[] = []
        while (ids.length < events) {
          const event = { type: 'data-source-refresh-succeeded' as const, occurredAt: new Date() }
          ids.push(await publish(tx, instance, { ...event, fields, about: { dataSourceId } }))
        }
        return ids
      }),
  }
}

export type Flows = Awaited<ReturnType<typeof makeFlows>>

async function inParallel(count: number, work: (number: number) => Promise<unknown>) {
  let next = 0
  const lane = async () => {
    while (next < count) await work(next++)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, lane))
}
