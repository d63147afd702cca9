import { transaction } from '#lib/database/client.ts'
import { publish } from '#lib/events/publish.ts'
import { subscribeTo } from '#tests/support/hooks.ts'
import { makeInstance } from '#tests/support/make.ts'

/** An instance with flows that hear of every full refresh, and `publish` for so many of them. */
export async function makeFlows(urls: string[]) {
  const instance = await makeInstance()
  const hookIds: string[] = []
  for (const notificationUrl of urls) {
    const { json } = await subscribeTo(instance.id, 'full-refresh-completed', { notificationUrl })
    hookIds.push(json.id)
  }
  return {
    instance,
    hookIds,
    async publish(count: number) {
      for (let number = 0; number < count; number++) {
        const event = { type: 'full-refresh-completed', occurredAt: new Date(), fields: {}, about: {} } as const
        await transaction(tx => publish(tx, instance, event))
      }
    },
  }
}
