import { expect, test } from 'vitest'
import { config } from '#lib/config.ts'
import { database } from '#lib/database/client.ts'
import { presetRateLimit } from '#lib/subscriptions/preset-rate-limit.ts'
import { hook, subscribeTo } from '#tests/support/hooks.ts'
import { makeInstance } from '#tests/support/make.ts'

async function subscribed() {
  const { id: instanceId } = await makeInstance()
  const { json } = await subscribeTo(instanceId, 'full-refresh-completed', {
    notificationUrl: 'http://127.0.0.1:9/flow',
  })
  return { change: (json_: object) => hook('PATCH', instanceId, json.id, { json: json_ }), hookId: json.id as string }
}

test('a flow of a flow engine gets what flow engines take, any other receiver as much as it takes', () => {
  expect(config().callbackHosts).toContain('logic.azure.com')
  expect(presetRateLimit('prod-12.westeurope.logic.azure.com')).toBe(150)
  expect(presetRateLimit('hooks.example.com')).toBeNull()
})

test('a rate limit is set, shown, recorded, and taken away again', async () => {
  const flow = await subscribed()
  expect((await flow.change({ rateLimit: 20 })).json).toMatchObject({ status: 'active', rateLimit: 20 })
  expect((await flow.change({ rateLimit: null })).json.rateLimit).toBeUndefined()
  const entries = await database().auditEntry.findMany({
    where: { objectId: flow.hookId, action: 'hook.setRateLimit' },
  })
  expect(entries).toHaveLength(2)
})

test.each([0, -1, 1.5, 10_001, 'many'])('a rate limit of %s is refused, and nothing changes', async rateLimit => {
  const flow = await subscribed()
  const { status, json } = await flow.change({ rateLimit })
  expect(status).toBe(400)
  expect(JSON.stringify(json)).toContain('rateLimit')
})
