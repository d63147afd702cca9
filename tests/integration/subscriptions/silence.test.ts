import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { database } from '#lib/database/client.ts'
import { PASSING, REASON_CODES, REASONS, type Reason, type ReasonCode } from '#lib/subscriptions/silence/reasons.ts'
import { watchSilence } from '#lib/subscriptions/silence/watch.ts'
import { STATUS_REASONS } from '#lib/subscriptions/status-reason.ts'
import { hook } from '#tests/support/hooks.ts'
import { noticesOf } from '#tests/support/notices.ts'
import { healthyScene, INJECTIONS, listen, type Scene } from '#tests/support/silence.ts'
import { until } from '#tests/support/until.ts'

// Several look, as the processes of a deployment do.
let watches: ReturnType<typeof watchSilence>[] = []
beforeAll(() => {
  watches = [watchSilence(), watchSilence()]
})
afterAll(() => Promise.all(watches.map(watch => watch.stop())))
beforeEach(async () => {
  const expiresAt = new Date(Date.now() + 3_600_000)
  await database().worker.create({ data: { id: crypto.randomUUID(), expiresAt } })
})

const codes = async (instanceId: string, hookId: string): Promise<string[]> => {
  const { json } = await hook('GET', instanceId, hookId)
  return (json.cannotFire ?? []).map(({ code }: { code: string }) => code)
}
const notices = async ({ instance }: Scene, hookId: string) =>
  (await noticesOf(instance.id)).value.filter(({ about }) => about.hook.id === hookId)
const toldOf = async (scene: Scene, hookId: string, code: string) =>
  (await notices(scene, hookId))
    .filter(({ reasonCode }) => reasonCode === code)
    .map(({ kind, times }) => `${kind} ${times}`)

const cases = REASON_CODES.flatMap(code =>
  INJECTIONS[code].map((injection, way) => ({ code, way: way + 1, injection })),
)

test.each(cases)('$code (way $way) is shown with its remedy, and told once', async ({ code, injection }) => {
  const scene = await healthyScene()
  await injection.prepare?.(scene)
  const trigger = injection.trigger ?? 'full-refresh-completed'
  const hookId = await listen(scene.instance.id, scene.owner, trigger, injection.parameters?.(scene))
  if (injection.happens) expect(await codes(scene.instance.id, hookId)).toEqual([])
  await injection.happens?.(scene, hookId)
  await until(async () => (await codes(scene.instance.id, hookId)).includes(code))
  const { json } = await hook('GET', scene.instance.id, hookId)
  const shown = json.cannotFire.find((reason: { code: string }) => reason.code === code)
  expect(shown).toMatchObject({
    severity: REASONS[code].severity,
    detail: expect.stringMatching(/\.$/),
    remedy: expect.stringMatching(/\.$/),
  })
  expect(new URL(shown.link).searchParams.get('environment')).toBe(scene.instance.id)

  const { told = 'silent' } = injection
  // Both are told already: by the callback that began it, or by their own deed.
  const expected = told === 'byCallback' || told === 'byThemselves' ? [] : [`${told} 1`]
  await anotherLook(scene)
  expect(await toldOf(scene, hookId, code)).toEqual(expected)
})

/** Something else is found later than everything that there was to find: nobody looks twice at a time. */
async function anotherLook(scene: Scene) {
  const later = await listen(scene.instance.id, scene.owner, 'full-refresh-completed', { status: 'deleted' })
  await until(async () => (await codes(scene.instance.id, later)).includes('statusNeverComes'))
}

describe('the list', () => {
  test('has an injection of every reason', () => {
    expect(Object.keys(INJECTIONS).sort()).toEqual([...REASON_CODES].sort())
    expect(Object.values(INJECTIONS).filter(ways => ways.length === 0)).toEqual([])
  })

  test('has every status of a subscription, but for those that pass', () => {
    const ofStatus = REASON_CODES.filter(code => !('when' in REASONS[code]))
    expect([...ofStatus, ...PASSING].sort()).toEqual(Object.keys(STATUS_REASONS).sort())
  })

  test('and the database tell the same ones', async () => {
    const looked = REASON_CODES.filter(code => 'when' in REASONS[code])
    const [{ told } = { told: [] }] = await database().$queryRaw<
      { told: string[] }[]
    >`select told_silence(${looked}::text[]) as told`
    expect(told).toEqual(looked.filter(code => (REASONS[code] as Reason).isTold === undefined))
  })
})

describe('a subscription that can fire', () => {
  test.each([
    ['data-source-refresh-failed', {}],
    ['data-source-refresh-succeeded', {}],
    ['segment-threshold-crossed', { segmentName: 'Nsw', threshold: 10 }],
    ['measure-threshold-crossed', { measureName: 'Count', threshold: 10 }],
    ['full-refresh-completed', {}],
    ['full-refresh-completed', { submissionKind: 'onDemand', status: 'failed' }],
  ] as const)('%s %j has no reason, and nobody is told of any', async (trigger, parameters) => {
    const scene = await healthyScene()
    const hookId = await listen(scene.instance.id, scene.owner, trigger, parameters)
    await anotherLook(scene)
    expect(await codes(scene.instance.id, hookId)).toEqual([])
    expect(await notices(scene, hookId)).toEqual([])
  })
})

describe('what comes and goes', () => {
  async function inactive() {
    const scene = await healthyScene()
    const hookId = await listen(scene.instance.id, scene.owner, 'segment-threshold-crossed', {
      segmentName: 'Nsw',
      threshold: 10,
    })
    const where = { id: scene.segment.id }
    const set = async (
      data: { state?: 'active' | 'inactive'; jobStatus?: 'CompletedFailure' },
      ...expected: ReasonCode[]
    ) => {
      await database().segment.update({ where, data })
      await until(async () => String(await codes(scene.instance.id, hookId)) === String(expected))
    }
    const told = async () =>
      (await notices(scene, hookId)).map(({ kind, reasonCode, times }) => `${kind} ${reasonCode} ${times}`)
    return { scene, hookId, set, told }
  }

  test('its end is told too, once', async () => {
    const { scene, set, told } = await inactive()
    await set({ state: 'inactive' }, 'objectInactive')
    await set({ state: 'active' })
    await anotherLook(scene)
    expect(await told()).toEqual(['firesAgain objectInactive 1', 'silent objectInactive 1'])
  })

  test('flapping is one notice that counts, and one end', async () => {
    const { set, told } = await inactive()
    for (let time = 0; time < 3; time++) {
      await set({ state: 'inactive' }, 'objectInactive')
      expect(await told()).toEqual([`silent objectInactive ${time + 1}`])
      await set({ state: 'active' })
    }
    expect(await told()).toEqual(['firesAgain objectInactive 1', 'silent objectInactive 3'])
  })

  test('each of several reasons is told, and the end only when the last is over', async () => {
    const { set, told } = await inactive()
    await set({ state: 'inactive' }, 'objectInactive')
    await set({ jobStatus: 'CompletedFailure' }, 'objectInactive', 'evaluationFailed')
    await set({ state: 'active' }, 'evaluationFailed')
    expect(await told()).toEqual(['silent evaluationFailed 1', 'silent objectInactive 1'])
  })

  test('of a flow that said goodbye nothing more is told', async () => {
    const { scene, hookId, set, told } = await inactive()
    await set({ state: 'inactive' }, 'objectInactive')
    await hook('DELETE', scene.instance.id, hookId)
    await database().segment.update({ where: { id: scene.segment.id }, data: { state: 'active' } })
    await anotherLook(scene)
    expect(await told()).toEqual(['silent objectInactive 1'])
    expect((await notices(scene, hookId))[0]).toMatchObject({ endedAt: expect.any(String), about: { isRemoved: true } })
  })

  test('a pause and its end by a person leave it as it is', async () => {
    const { scene, hookId, set, told } = await inactive()
    await set({ state: 'inactive' }, 'objectInactive')
    await hook('PATCH', scene.instance.id, hookId, { json: { status: 'paused' } })
    expect(await codes(scene.instance.id, hookId)).toEqual(['pausedByPerson', 'objectInactive'])
    await hook('PATCH', scene.instance.id, hookId, { json: { status: 'active' } })
    expect(await told()).toEqual(['silent objectInactive 1'])
    await set({ state: 'active' })
    expect(await told()).toEqual(['firesAgain objectInactive 1', 'silent objectInactive 1'])
  })
})
