import { randomUUID } from 'node:crypto'
import { database } from '#lib/database/client.ts'
import type { ReasonCode } from '#lib/subscriptions/silence/reasons.ts'
import type { Trigger } from '#lib/triggers/catalogue.ts'
import type { Person, Prisma } from '#prisma/generated/client.ts'
import { subscribeTo } from '#tests/support/hooks.ts'
import { makeInstance, makeMember } from '#tests/support/make.ts'
import { becomes } from '#tests/support/notices.ts'
import { CONTACT } from '#tests/support/port.ts'
import { sessionOf } from '#tests/support/session.ts'

const HOUR_MS = 3_600_000
const ago = (hours: number) => new Date(Date.now() - hours * HOUR_MS)

/** An environment in which everything is well: what is listened to is there, fresh, and below its threshold. */
export async function healthyScene() {
  const instance = await makeInstance()
  const instanceId = instance.id
  const owner = await makeMember(instanceId, 'Contributor')
  const source = await database().dataSource.create({
    data: {
      instanceId,
      name: 'crm',
      friendlyName: 'CRM',
      kind: 'file',
      lastRefresh: new Date(),
      lastOutcome: 'updated',
    },
  })
  const entity = { instanceId, name: 'Contact', attributes: CONTACT, file: 'nowhere.parquet', rows: 10 }
  await database().entity.create({ data: { ...entity, dataSourceId: source.id, refreshedAt: new Date() } })
  const evaluated = { entityName: 'Contact', value: 5, evaluatedAt: new Date() }
  const rule = { all: [{ attribute: 'state', operator: 'eq', value: 'nsw' }] }
  const segment = await database().segment.create({
    data: {
      instanceId,
      name: 'Nsw',
      friendlyName: 'In NSW',
      kind: 'rule',
      jobStatus: 'CompletedSuccess',
      rule,
      ...evaluated,
    },
  })
  const definition = { entityName: 'Contact', aggregate: { operation: 'count' }, isScalar: true, dimensions: [] }
  const measure = await database().measure.create({
    data: { instanceId, name: 'Count', displayName: 'Count', kind: 'business', definition, ...evaluated },
  })
  await database().refreshJob.create({ data: job(instanceId, { endedAt: new Date() }) })
  return { instance, owner, source, segment, measure }
}

export type Scene = Awaited<ReturnType<typeof healthyScene>>

const job = (instanceId: string, data: Partial<Prisma.RefreshJobUncheckedCreateInput>) => ({
  instanceId,
  submission: 'onDemand' as const,
  status: 'successful' as const,
  operationType: 'all',
  submittedBy: 'Kim',
  ...data,
})

export async function listen(instanceId: string, owner: Person, trigger: Trigger, parameters: object = {}) {
  const flow = { notificationUrl: `https://127.0.0.1/workflows/${randomUUID()}`, ...parameters }
  const { json } = await subscribeTo(instanceId, trigger, flow, await sessionOf(owner))
  return json.id as string
}

/** How a subscription comes to be unable to fire: what it listens to, and what happens then. */
type Injection = {
  trigger?: Trigger
  parameters?: (scene: Scene) => object
  /** Before it subscribes. */
  prepare?: (scene: Scene) => Promise<unknown>
  /** Absent where preparing was all. */
  happens?: (scene: Scene, hookId: string) => Promise<unknown>
  /** How the owner is told: by the notice `silent` unless said otherwise. */
  told?: 'failing' | 'paused' | 'gone' | 'byCallback' | 'byThemselves'
}

const ofSegment: Pick<Injection, 'trigger' | 'parameters'> = {
  trigger: 'segment-threshold-crossed',
  parameters: () => ({ segmentName: 'Nsw', threshold: 10 }),
}
const ofMeasure: Pick<Injection, 'trigger' | 'parameters'> = {
  trigger: 'measure-threshold-crossed',
  parameters: () => ({ measureName: 'Count', threshold: 10 }),
}
const segmentIs = (data: Prisma.SegmentUncheckedUpdateInput): Injection => ({
  ...ofSegment,
  happens: ({ segment }) => database().segment.update({ where: { id: segment.id }, data }),
})
const thresholdIs = (data: Prisma.ThresholdUncheckedUpdateManyInput): Injection => ({
  ...ofSegment,
  happens: ({ segment }) => database().threshold.updateMany({ where: { segmentId: segment.id }, data }),
})
const sourceIs = (data: Prisma.DataSourceUncheckedUpdateInput): Injection => ({
  ...ofSegment,
  happens: ({ source }) => database().dataSource.update({ where: { id: source.id }, data }),
})
const filtered = (parameters: object): Injection => ({
  trigger: 'full-refresh-completed',
  parameters: () => parameters,
})
const statusIs = (
  status: 'failing' | 'paused' | 'gone',
  reason: string,
  told: Injection['told'] = status,
): Injection => ({
  happens: (_, hookId) => becomes(hookId, status, reason),
  told,
})

const schedule = (instanceId: string, data: Partial<Prisma.RefreshScheduleUncheckedCreateInput> = {}) =>
  database().refreshSchedule.create({
    data: {
      instanceId,
      operationType: 'all',
      isActive: true,
      timezoneId: 'UTC',
      cronSchedules: ['0 6 * * *'],
      nextRunAt: new Date(Date.now() + HOUR_MS),
      ...data,
    },
  })

/** One way, at least, into every reason of the list. */
export const INJECTIONS: Record<ReasonCode, Injection[]> = {
  objectGone: [
    { ...ofSegment, happens: ({ segment }) => database().segment.delete({ where: { id: segment.id } }) },
    { ...ofMeasure, happens: ({ measure }) => database().measure.delete({ where: { id: measure.id } }) },
    {
      trigger: 'data-source-refresh-failed',
      parameters: ({ source }) => ({ dataSourceId: source.id }),
      happens: ({ source }) => database().dataSource.delete({ where: { id: source.id } }),
    },
  ],
  objectInactive: [
    segmentIs({ state: 'inactive' }),
    {
      ...ofMeasure,
      happens: ({ measure }) => database().measure.update({ where: { id: measure.id }, data: { state: 'inactive' } }),
    },
    { ...sourceIs({ isActive: false }), trigger: 'data-source-refresh-succeeded', parameters: () => ({}) },
  ],
  measureHasDimensions: [
    {
      ...ofMeasure,
      happens: ({ measure: { id } }) =>
        database()
          .$executeRaw`update measure set definition = jsonb_set(definition, '{dimensions}', '["state"]') where id = ${id}::uuid`,
    },
  ],
  noDataSource: [
    {
      trigger: 'data-source-refresh-failed',
      happens: ({ source }) => database().dataSource.delete({ where: { id: source.id } }),
    },
  ],
  unificationNotSetUp: [
    {
      trigger: 'unification-refresh-completed',
      prepare: ({ instance: { id: instanceId } }) =>
        database().unification.create({
          data: { instanceId, definition: {}, definedAt: new Date(), unifiedAt: new Date() },
        }),
      happens: ({ instance }) => database().unification.delete({ where: { instanceId: instance.id } }),
    },
  ],
  thresholdGone: [
    {
      ...ofSegment,
      happens: ({ segment }) => database().threshold.deleteMany({ where: { segmentId: segment.id } }),
    },
  ],
  noThreshold: [{ ...ofSegment, parameters: () => ({ segmentName: 'Nsw' }) }],
  thresholdUnreachable: [thresholdIs({ direction: 'below', value: 0 })],
  thresholdStaysExceeded: [thresholdIs({ armed: false, value: 3, rearmMargin: 4 })],
  statusNeverComes: [filtered({ status: 'running' })],
  notScheduled: [filtered({ submissionKind: 'scheduled' })],
  neverReported: [
    {
      ...segmentIs({ kind: 'external', value: null, evaluatedAt: null, jobStatus: 'None' }),
    },
    {
      trigger: 'data-source-refresh-failed',
      parameters: ({ source }) => ({ dataSourceId: source.id }),
      happens: ({ source }) =>
        database().dataSource.update({ where: { id: source.id }, data: { kind: 'external', lastRefresh: null } }),
    },
    filtered({ submissionKind: 'external' }),
  ],
  entityGone: [
    { ...ofSegment, happens: ({ source }) => database().entity.delete({ where: { dataSourceId: source.id } }) },
  ],
  ruleBroken: [
    {
      ...ofSegment,
      happens: ({ source }) =>
        database().entity.update({
          where: { dataSourceId: source.id },
          data: { attributes: CONTACT.filter(({ name }) => name !== 'state') },
        }),
    },
  ],
  evaluationFailed: [
    segmentIs({ jobStatus: 'CompletedFailure', error: 'It took too long.' }),
    {
      ...ofMeasure,
      happens: ({ measure }) =>
        database().measure.update({ where: { id: measure.id }, data: { evaluationState: 'failed' } }),
    },
  ],
  sourceInactive: [sourceIs({ isActive: false })],
  sourceFailed: [sourceIs({ lastOutcome: 'updateFailed', refreshState: 'updateFailed' })],
  valueFromFuture: [segmentIs({ evaluatedAt: ago(-5) })],
  neverRefreshed: [
    segmentIs({ value: null, evaluatedAt: null, jobStatus: 'None' }),
    {
      trigger: 'full-refresh-completed',
      happens: ({ instance }) => database().refreshJob.deleteMany({ where: { instanceId: instance.id } }),
    },
  ],
  notRefreshed: [segmentIs({ evaluatedAt: ago(72) })],
  stale: [
    // Its reports came every half hour, and then no more.
    {
      ...ofSegment,
      happens: async ({ instance, segment }) => {
        for (const hours of [6, 6.5, 7]) {
          const evaluation = { instanceId: instance.id, segmentId: segment.id, value: 5, counted: true }
          await database().evaluation.create({ data: { ...evaluation, evaluatedAt: ago(hours) } })
        }
        await database().segment.update({
          where: { id: segment.id },
          data: { kind: 'external', evaluatedAt: ago(6), entityName: null },
        })
      },
    },
    // A scheduled refresh has passed it by.
    {
      ...ofSegment,
      happens: async ({ instance, segment }) => {
        const { id } = await schedule(instance.id)
        await database().refreshJob.create({
          data: job(instance.id, { submission: 'scheduled', scheduleId: id, submittedAt: ago(1), endedAt: new Date() }),
        })
        await database().segment.update({ where: { id: segment.id }, data: { evaluatedAt: ago(25) } })
      },
    },
    // The schedule does not run.
    { ...ofSegment, happens: ({ instance }) => schedule(instance.id, { nextRunAt: ago(1) }) },
  ],
  hasNoValue: [segmentIs({ error: 'It has no value now.' })],
  thresholdExceeded: [thresholdIs({ armed: false, value: 3 })],
  waitsToFallBack: [{ ...thresholdIs({ armed: false, value: 3, lastCrossedAt: ago(-1) }), told: 'byCallback' }],
  coolingDown: [
    { ...thresholdIs({ armed: true, cooldownSeconds: 36_000, lastCrossedAt: ago(-0.001) }), told: 'byCallback' },
  ],
  failsAlready: [
    {
      ...sourceIs({ lastOutcome: 'updateFailed' }),
      trigger: 'data-source-refresh-failed',
      parameters: () => ({ onlyOnStateChange: true }),
    },
  ],
  hostNotAllowed: [
    {
      happens: (_, hookId) =>
        database().subscription.update({ where: { id: hookId }, data: { callbackHost: '9.9.9.9' } }),
    },
  ],
  noWorker: [{ happens: () => database().worker.deleteMany() }],
  ownerGone: [statusIs('paused', 'ownerGone')],
  flowGone: [statusIs('gone', 'flowGone')],
  orphaned: [statusIs('gone', 'orphaned')],
  pausedByPerson: [statusIs('paused', 'pausedByPerson', 'byThemselves')],
  autoPaused: [statusIs('paused', 'autoPaused')],
  flowOff: [statusIs('paused', 'flowOff')],
  notAuthorised: [statusIs('paused', 'notAuthorised')],
  hostRefused: [statusIs('paused', 'hostRefused')],
  circuitOpen: [statusIs('failing', 'circuitOpen')],
}
