import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { database, transaction } from '#lib/database/client.ts'
import type { Access } from '#lib/instances/actor.ts'
import { recordEvaluation } from '#lib/triggers/record-evaluation.ts'
import { dataSourceRefreshed, fullRefreshCompleted } from '#lib/triggers/refresh-events.ts'
import { changeThreshold, createThreshold } from '#lib/triggers/thresholds.ts'
import { subscribeTo } from '#tests/support/hooks.ts'
import { makeDataSource, makeInstance, makeSegment } from '#tests/support/make.ts'

async function setUp(value?: number) {
  const instance = await makeInstance()
  const segment = await makeSegment(instance.id, 'Big', value)
  const access: Access = { actor: { type: 'system', name: 'test' }, instance, role: 'Admin' }
  let clock = Date.now()
  return {
    instance,
    access,
    segment,
    setThreshold: (at: number) =>
      createThreshold(access, {
        segmentName: 'Big',
        value: at,
        direction: 'above',
        rearmMargin: 0,
        cooldownSeconds: 0,
      }),
    evaluate: (next: number, evaluatedAt = new Date(clock++)) =>
      transaction(tx => recordEvaluation(tx, instance, { segmentId: segment.id }, { value: next, evaluatedAt })),
  }
}

describe('a threshold', () => {
  test('that is made later starts from the latest value', async () => {
    const { evaluate, setThreshold } = await setUp()
    await evaluate(1100)
    await setThreshold(1200)
    expect(await evaluate(1300)).toHaveLength(1)
  })

  test('that is made when the value is already beyond it waits until the value has been back', async () => {
    const { evaluate, setThreshold } = await setUp()
    await evaluate(1300)
    await setThreshold(1200)
    expect(await evaluate(1400)).toEqual([])
    expect(await evaluate(1200)).toEqual([])
    expect(await evaluate(1201)).toHaveLength(1)
  })

  test('whose value is changed starts anew from the latest value', async () => {
    const { access, evaluate, setThreshold } = await setUp(0)
    const { thresholdId } = await setThreshold(100)
    expect(await evaluate(150)).toHaveLength(1)
    await changeThreshold(access, thresholdId, { value: 200 })
    expect(await evaluate(250)).toHaveLength(1)
    await changeThreshold(access, thresholdId, { value: 240 })
    expect(await evaluate(260)).toEqual([])
  })

  test('whose name is changed stays as it is', async () => {
    const { access, evaluate, setThreshold } = await setUp(0)
    const { thresholdId } = await setThreshold(100)
    await evaluate(150)
    expect(await changeThreshold(access, thresholdId, { name: 'Enough' })).toMatchObject({
      armed: false,
      name: 'Enough',
    })
  })
})

test('an evaluation that comes late is kept in the history and compared with nothing', async () => {
  const { evaluate, setThreshold, segment } = await setUp(0)
  await setThreshold(100)
  await evaluate(50)
  expect(await evaluate(150, new Date(Date.now() - 3_600_000))).toEqual([])
  expect(await database().segment.findUnique({ where: { id: segment.id } })).toMatchObject({ value: 50 })
  expect(
    await database().evaluation.findMany({ where: { segmentId: segment.id }, select: { value: true, counted: true } }),
  ).toEqual(expect.arrayContaining([{ value: 150, counted: false }]))
  expect(await evaluate(150)).toHaveLength(1)
})

test('two evaluations at once count one after the other: a threshold fires once', async () => {
  const { evaluate, setThreshold } = await setUp(0)
  await setThreshold(100)
  const at = new Date()
  const events = await Promise.all([150, 160, 170, 180].map(value => evaluate(value, at)))
  expect(events.flat()).toHaveLength(1)
})

test('one crossing is one event, with one delivery for each subscription that hears it', async () => {
  const { instance, evaluate } = await setUp(0)
  const listen = (path: string, more: object) =>
    subscribeTo(instance.id, 'segment-threshold-crossed', {
      notificationUrl: `http://127.0.0.1:9/${path}`,
      segmentName: 'Big',
      ...more,
    })
  const [a, b, every] = [
    await listen('a', { threshold: 100 }),
    await listen('b', { threshold: 100 }),
    await listen('c', {}),
  ]
  await listen('d', { threshold: 500 })
  const [eventId, ...others] = await evaluate(150)
  expect(others).toEqual([])
  const deliveries = await database().delivery.findMany({ where: { eventId } })
  expect(deliveries.map(each => each.subscriptionId).sort()).toEqual([a, b, every].map(({ json }) => json.id).sort())
})

test('where nobody set or asked for a threshold, nothing happens', async () => {
  const { evaluate } = await setUp(0)
  expect(await evaluate(1_000_000)).toEqual([])
})

test('a change that is rolled back has no event', async () => {
  const { instance, segment, setThreshold } = await setUp(0)
  await setThreshold(100)
  const broken = transaction(async tx => {
    await recordEvaluation(tx, instance, { segmentId: segment.id }, { value: 150, evaluatedAt: new Date() })
    throw new Error('the power fails')
  })
  await expect(broken).rejects.toThrow('the power fails')
  expect(await database().event.count({ where: { instanceId: instance.id } })).toBe(0)
})

describe('refreshes of data sources', () => {
  const refresh = { startedAt: new Date(), endedAt: new Date(), submissionKind: 'onDemand' as const }

  test('reach those that listen to this source or to any, and those that asked for changes of state only then', async () => {
    const instance = await makeInstance()
    const [crm, other] = [await makeDataSource(instance.id), await makeDataSource(instance.id, 'other')]
    const listen = async (path: string, more: object) =>
      (
        await subscribeTo(instance.id, 'data-source-refresh-failed', {
          notificationUrl: `http://127.0.0.1:9/${path}`,
          ...more,
        })
      ).json.id
    const [any, own, changes] = [
      await listen('any', {}),
      await listen('own', { dataSourceId: crm.id }),
      await listen('changes', { onlyOnStateChange: true }),
    ]
    await listen('other', { dataSourceId: other.id })
    const fail = async (lastOutcome: string | null) => {
      const dataSource = { ...crm, lastOutcome }
      const [eventId] = await transaction(tx =>
        dataSourceRefreshed(tx, instance, { dataSource, ...refresh, status: 'failed', errorMessage: 'no file' }),
      )
      return (await database().delivery.findMany({ where: { eventId } })).map(each => each.subscriptionId).sort()
    }
    expect(await fail('updated')).toEqual([any, own, changes].sort())
    expect(await fail('updateFailed')).toEqual([any, own].sort())
  })

  test('a full refresh reaches those whose kind and status it has', async () => {
    const instance = await makeInstance()
    const listen = async (path: string, more: object) =>
      (
        await subscribeTo(instance.id, 'full-refresh-completed', {
          notificationUrl: `http://127.0.0.1:9/${path}`,
          ...more,
        })
      ).json.id
    const [all, scheduled] = [await listen('all', {}), await listen('scheduled', { submissionKind: 'scheduled' })]
    const failed = await listen('failed', { status: 'failed' })
    const complete = async (submissionKind: 'onDemand' | 'scheduled', status: 'successful' | 'failed') => {
      const times = { startedAt: new Date(), endedAt: new Date(), tasksTotal: 1, tasksFailed: 0, tasksSkipped: 0 }
      const [eventId] = await transaction(tx =>
        fullRefreshCompleted(tx, instance, { ...times, submissionKind, status }),
      )
      return (await database().delivery.findMany({ where: { eventId } })).map(each => each.subscriptionId).sort()
    }
    expect(await complete('onDemand', 'successful')).toEqual([all])
    expect(await complete('scheduled', 'successful')).toEqual([all, scheduled].sort())
    expect(await complete('onDemand', 'failed')).toEqual([all, failed].sort())
  })
})

test('random histories of a segment with several thresholds fire as the definition says, in the database too', async () => {
  const small = fc.integer({ min: 0, max: 6 })
  const step = fc.oneof(
    { weight: 4, arbitrary: fc.record({ evaluate: small }) },
    { weight: 1, arbitrary: fc.record({ which: fc.integer({ min: 0, max: 1 }), to: small }) },
  )
  const property = fc.asyncProperty(
    fc.tuple(small, small),
    fc.array(step, { minLength: 3, maxLength: 12 }),
    async (initial, steps) => {
      const { access, evaluate, setThreshold } = await setUp()
      const thresholds = [await setThreshold(initial[0]), await setThreshold(initial[1])].map(
        ({ thresholdId, value }) => ({ thresholdId, value }),
      )
      let latest: number | null = null
      for (const next of steps) {
        if ('evaluate' in next) {
          const before = latest
          const expected = thresholds.filter(({ value }) => before !== null && before <= value && value < next.evaluate)
          expect(await evaluate(next.evaluate)).toHaveLength(expected.length)
          latest = next.evaluate
        } else {
          const threshold = thresholds[next.which]
          if (!threshold || threshold.value === next.to) continue
          await changeThreshold(access, threshold.thresholdId, { value: next.to })
          threshold.value = next.to
        }
      }
    },
  )
  await fc.assert(property, { numRuns: 40 })
})
