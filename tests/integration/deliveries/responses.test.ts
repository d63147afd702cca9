import { beforeAll, expect, test } from 'vitest'
import * as eventRoute from '#app/api/v1/instances/[instanceId]/manage/events/[eventId]/route.ts'
import { database } from '#lib/database/client.ts'
import { call } from '#tests/support/call.ts'
import { makeFlows } from '#tests/support/deliveries.ts'
import { deliveries, delivery, hook, hooks } from '#tests/support/hooks.ts'
import { makeKey } from '#tests/support/make.ts'
import { previewReplay, replay, replays, startReplay } from '#tests/support/replays.ts'

/** What a receiver answered may hold anything: it is for administrators alone, wherever one looks. */
const ANSWER = 'the account number of somebody'

let instanceId: string
let hookId: string
let deliveryId: string
let eventId: string
beforeAll(async () => {
  const flows = await makeFlows(['http://127.0.0.1:1/flow'])
  await flows.publish(1)
  instanceId = flows.instance.id
  hookId = flows.hookIds[0] ?? ''
  const row = await database().delivery.findFirstOrThrow({ where: { instanceId } })
  deliveryId = row.id
  eventId = row.eventId
  await database().delivery.update({
    where: { id: row.id },
    data: { state: 'failed', settledAt: new Date(), statusCode: 413, error: 'The receiver answered 413.' },
  })
  await database().attempt.create({
    data: { deliveryId, number: 1, startedAt: new Date(), statusCode: 413, outcome: 'failed', response: ANSWER },
  })
})

test('an administrator sees it with the attempt', async () => {
  const headers = { 'X-API-Key': (await makeKey(instanceId, 'Admin')).key }
  const { json } = await delivery(instanceId, deliveryId, headers)
  expect(json.attempts).toMatchObject([{ statusCode: 413, response: ANSWER }])
})

test.each(['Contributor', 'Viewer'] as const)(
  'a %s sees the attempt without it, and no other path shows it',
  async role => {
    const headers = { 'X-API-Key': (await makeKey(instanceId, role)).key }
    const shown = await delivery(instanceId, deliveryId, headers)
    expect(shown.json.attempts).toMatchObject([{ statusCode: 413, outcome: 'failed' }])
    const started = await startReplay(instanceId, { filter: {} })
    const answers = [
      shown,
      await deliveries(instanceId),
      await deliveries(instanceId, '?status=failed'),
      await hook('GET', instanceId, hookId, { headers }),
      await hooks(instanceId, '', headers),
      await call(eventRoute, 'GET', '/event', { params: { instanceId, eventId }, headers }),
      await previewReplay(instanceId, { filter: {} }, headers),
      await startReplay(instanceId, { deliveryIds: [deliveryId] }, headers),
      await replays(instanceId, '', headers),
      await replay(instanceId, started.json.id, headers),
    ]
    for (const { text } of answers) expect(text).not.toContain(ANSWER)
    expect(JSON.stringify(answers.map(({ json }) => json))).not.toContain('"response"')
  },
)
