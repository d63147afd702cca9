import { afterAll, beforeAll, expect, test } from 'vitest'
import { database, transaction } from '#lib/database/client.ts'
import { startDispatcher } from '#lib/deliveries/dispatcher.ts'
import { recordEvaluation } from '#lib/triggers/record-evaluation.ts'
import { subscribeTo } from '#tests/support/hooks.ts'
import { makeInstance, makeMember, makeSegment } from '#tests/support/make.ts'
import { noticesOf } from '#tests/support/notices.ts'
import { accept, answer, startReceiver } from '#tests/support/receiver.ts'
import { sessionOf } from '#tests/support/session.ts'

let dispatcher: Awaited<ReturnType<typeof startDispatcher>>
beforeAll(async () => {
  dispatcher = await startDispatcher()
})
afterAll(() => dispatcher.stop())

/** A flow that listens to a segment, its owner, and a way to start it. */
async function setUp() {
  const instance = await makeInstance()
  const owner = await makeMember(instance.id, 'Contributor')
  const segment = await makeSegment(instance.id, 'Big', 10)
  const receiver = await startReceiver()
  const { json } = await subscribeTo(
    instance.id,
    'segment-threshold-crossed',
    { notificationUrl: receiver.url('/flow'), segmentName: 'Big', threshold: 100 },
    await sessionOf(owner),
  )
  const evaluate = (value: number) =>
    transaction(tx => recordEvaluation(tx, instance, { segmentId: segment.id }, { value, evaluatedAt: new Date() }))
  return {
    receiver,
    async fire() {
      await evaluate(150)
      await evaluate(50)
    },
    told: async () =>
      (await noticesOf(instance.id, owner)).value.map(({ kind, reasonCode }) => `${kind} ${reasonCode}`),
    /** The next probe is due now. */
    probe: () => database().subscription.update({ where: { id: json.id }, data: { probeAt: new Date(0) } }),
    [Symbol.asyncDispose]: () => receiver[Symbol.asyncDispose](),
  }
}

/** Until its answer is settled, a probe is asked for again. */
const probedUntilTold = (flow: Awaited<ReturnType<typeof setUp>>, told: string[]) =>
  expect
    .poll(
      async () => {
        await flow.probe()
        return flow.told()
      },
      { timeout: 15_000 },
    )
    .toEqual(told)

test('however many deliveries fail, an open circuit is told once, and once when it closes', async () => {
  await using flow = await setUp()
  flow.receiver.answerWith(answer(503))
  for (let events = 0; events < 30; events++) await flow.fire()
  await expect.poll(flow.told, { timeout: 15_000 }).toEqual(['failing circuitOpen'])
  const before = flow.receiver.received.length
  await flow.probe()
  await flow.receiver.has(before + 1)
  flow.receiver.answerWith(accept)
  // The failed probe has moved the next one ahead; until then nothing is asked.
  await probedUntilTold(flow, ['recovered circuitOpen', 'failing circuitOpen'])
})

test('a flow that is turned off and on again is told twice', async () => {
  await using flow = await setUp()
  flow.receiver.answerWith(answer(400, { code: 'WorkflowTriggerIsNotEnabled' }))
  for (let events = 0; events < 5; events++) await flow.fire()
  await expect.poll(flow.told, { timeout: 15_000 }).toEqual(['paused flowOff'])
  flow.receiver.answerWith(accept)
  await probedUntilTold(flow, ['recovered flowOff', 'paused flowOff'])
})

test('one that is gone is told once', async () => {
  await using flow = await setUp()
  flow.receiver.answerWith(answer(410))
  for (let events = 0; events < 5; events++) await flow.fire()
  await expect.poll(flow.told, { timeout: 15_000 }).toEqual(['gone flowGone'])
})
