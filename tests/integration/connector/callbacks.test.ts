import AjvDraft04 from 'ajv-draft-04'
import addFormats from 'ajv-formats'
import { expect, test } from 'vitest'
import { config } from '#lib/config.ts'
import { notificationSchema } from '#lib/connector/notification.ts'
import { database, type Transaction, transaction } from '#lib/database/client.ts'
import { type Trigger, triggerNames } from '#lib/triggers/catalogue.ts'
import { recordEvaluation } from '#lib/triggers/record-evaluation.ts'
import { dataSourceRefreshed, fullRefreshCompleted, unificationCompleted } from '#lib/triggers/refresh-events.ts'
import { request } from '#tests/support/api.ts'
import { makeInstance } from '#tests/support/make.ts'

/** What is really sent against what the definition promises to flows. */

const instance = await makeInstance('Contoso Coffee')
const jobId = '0193a1b2-6b2c-7d3e-9f4a-5b6c7d8e9f0a'
const span = { startedAt: new Date('2026-11-23T08:00:00Z'), endedAt: new Date('2026-11-23T08:00:04Z') }

const source = (tx: Transaction) =>
  tx.dataSource.create({ data: { instanceId: instance.id, name: 'crm', friendlyName: 'CRM', kind: 'external' } })

async function crossing(tx: Transaction, kind: 'segment' | 'measure') {
  const named = { instanceId: instance.id, name: 'Watched', kind: 'external' as const }
  const object =
    kind === 'segment'
      ? { segmentId: (await tx.segment.create({ data: { ...named, friendlyName: 'Watched' } })).id }
      : { measureId: (await tx.measure.create({ data: { ...named, displayName: 'Watched' } })).id }
  await tx.threshold.create({ data: { instanceId: instance.id, ...object, value: 10.5 } })
  await recordEvaluation(tx, instance, object, { value: 10, evaluatedAt: span.startedAt, jobId })
  return recordEvaluation(tx, instance, object, { value: 11, evaluatedAt: span.endedAt, jobId })
}

const causes: Record<Trigger, (tx: Transaction) => Promise<string[]>> = {
  'data-source-refresh-failed': async tx =>
    dataSourceRefreshed(tx, instance, {
      dataSource: await source(tx),
      status: 'timedOut',
      errorMessage: 'It took too long.',
      submissionKind: 'scheduled',
      ...span,
    }),
  'data-source-refresh-succeeded': async tx =>
    dataSourceRefreshed(tx, instance, {
      dataSource: await tx.dataSource.findFirstOrThrow({ where: { instanceId: instance.id } }),
      status: 'successful',
      rows: 5000,
      submissionKind: 'onDemand',
      jobId,
      ...span,
    }),
  'segment-threshold-crossed': tx => crossing(tx, 'segment'),
  'measure-threshold-crossed': tx => crossing(tx, 'measure'),
  'full-refresh-completed': tx =>
    fullRefreshCompleted(tx, instance, {
      status: 'failed',
      submissionKind: 'external',
      tasksTotal: 3,
      tasksFailed: 1,
      tasksSkipped: 2,
      ...span,
    }),
  'unification-refresh-completed': tx =>
    unificationCompleted(tx, instance, {
      status: 'successful',
      submissionKind: 'scheduled',
      profiles: 5012,
      sourceRecords: 10_000,
      ...span,
    }),
}

function misfits(trigger: Trigger, payload: unknown) {
  const ajv = new AjvDraft04({ strict: false, allErrors: true })
  addFormats(ajv)
  const validate = ajv.compile({ ...notificationSchema(trigger), additionalProperties: false })
  validate(payload)
  return validate.errors
}

const payloadOf = async (id: string) => (await database().event.findUniqueOrThrow({ where: { id } })).payload

test.each(triggerNames)(
  'a callback of %s has the fields of the definition with their types, and no other',
  async trigger => {
    const [id, ...more] = (await transaction(async tx => causes[trigger]?.(tx))) ?? []
    if (!id || more.length > 0) throw new Error(`${trigger} caused ${id ? 'several events' : 'no event'}`)
    const payload = await payloadOf(id)
    expect(payload).toMatchObject({ eventType: trigger, instanceName: 'Contoso Coffee' })
    expect(misfits(trigger, payload)).toBeNull()
  },
)

test.each(triggerNames)('a test event of %s fits the definition as well', async trigger => {
  const hooks = `${config().appUrl}/api/v1/instances/${instance.id}/manage/hooks`
  const { json: hook } = await request('POST', `${hooks}/${trigger}`, {
    json: { notificationUrl: 'http://127.0.0.1:9/callback', segmentName: 'Watched', measureName: 'Watched' },
  })
  const { status, json } = await request('POST', `${hooks}/${hook.id}/test`)
  expect(status).toBe(202)
  const payload = await payloadOf(json.id)
  expect(payload).toMatchObject({ isTest: true })
  expect(misfits(trigger, payload)).toBeNull()
})

test.each(triggerNames)('the sample of %s is one callback of this environment', async trigger => {
  const hooks = `${config().appUrl}/api/v1/instances/${instance.id}/manage/hooks`
  const { status, json } = await request('GET', `${hooks}/${trigger}/sample`)
  expect(status).toBe(200)
  expect(json).toHaveLength(1)
  expect(json[0]).toMatchObject({ eventType: trigger, instanceId: instance.id, instanceName: 'Contoso Coffee' })
  expect(misfits(trigger, json[0])).toBeNull()
})

test('there is no sample of what is no trigger', async () => {
  const hooks = `${config().appUrl}/api/v1/instances/${instance.id}/manage/hooks`
  expect(await request('GET', `${hooks}/toString/sample`)).toMatchObject({ status: 404, json: { status: 404 } })
})
