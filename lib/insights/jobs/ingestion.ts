import { changed } from '#lib/changes/notify.ts'
import type { Transaction } from '#lib/database/client.ts'
import { uuid7 } from '#lib/database/uuid7.ts'
import { REFRESH_LIMITS } from '#lib/insights/data-sources/download.ts'
import { lockDataSource } from '#lib/insights/data-sources/read.ts'
import { relationSource } from '#lib/insights/data-sources/relation-source.ts'
import { withFiles } from '#lib/insights/data-sources/source-file.ts'
import { DELETED, INACTIVE, type Operation, type TaskContext, type Work } from '#lib/insights/jobs/operation.ts'
import type { Attribute, Ingested } from '#lib/insights/port.ts'
import { dataSourceRefreshed } from '#lib/triggers/refresh-events.ts'
import type { DataSource, Entity, Prisma } from '#prisma/generated/client.ts'

/**
 * Reads files into a new immutable version and moves the entity's pointer; until then, and on failure, the last one
 * stays. Of what is in a database of the customer's own, it is checked that it can be read and is fresh.
 */
export const ingestion: Operation = {
  async begin(tx, context) {
    const source = await tx.dataSource.findFirst({ where: own(context), include: { entity: true } })
    if (!source) return { skip: DELETED }
    if (!source.isActive) return { skip: INACTIVE }
    await tx.dataSource.update({ where: { id: source.id }, data: { refreshState: 'updating' } })
    await changed(tx, context.instance.id, 'datasources')
    return { work: ingest(context, source) }
  },

  async fail(tx, context, { status, error }) {
    const { source, startedAt, endedAt } = await settled(tx, context)
    await dataSourceRefreshed(tx, context.instance, {
      dataSource: source,
      status,
      startedAt,
      endedAt,
      errorMessage: error,
      submissionKind: context.job.submission,
      jobId: context.job.id,
    })
    const outcome = 'updateFailed' as const
    const data = { refreshState: outcome, lastOutcome: outcome, lastRefresh: endedAt, error }
    await tx.dataSource.update({ where: { id: source.id }, data })
  },

  async cancel(tx, context) {
    await tx.dataSource.updateMany({ where: own(context), data: { refreshState: 'updateCancelled' } })
    await changed(tx, context.instance.id, 'datasources')
  },
}

type Sourced = DataSource & { entity: Entity | null }

const ingest =
  (context: TaskContext, source: Sourced): Work =>
  async signal => {
    const read = source.kind === 'sql' ? watch(context, source, signal) : readFiles(context, source, signal)
    const [file, ingested] = await read
    const entity = { name: source.entityName ?? source.name, primaryKey: source.primaryKey, file }
    return tx => succeed(tx, context, entity, ingested)
  }

/** Files become a new version, into which newer rows may be merged. */
async function readFiles({ port }: TaskContext, source: Sourced, signal: AbortSignal): Promise<[string, Ingested]> {
  const { instanceId, id, entity, watermark } = source
  const target = `${instanceId}/${id}/${uuid7()}.parquet`
  const primaryKey = source.primaryKey ?? undefined
  const attributes = entity?.attributes as Attribute[] | undefined
  // Rows with another key are not to be told apart by this one.
  const previous = entity?.primaryKey === source.primaryKey ? (entity?.file ?? undefined) : undefined
  const merge = watermark === null ? {} : { watermark, previous }
  const ingested = await withFiles(source, REFRESH_LIMITS, signal, files =>
    port.ingest({ ...files, attributes, primaryKey, ...merge, target }, signal),
  )
  return [target, ingested]
}

/** Of a relation nothing is copied. */
async function watch({ port }: TaskContext, source: Sourced, signal: AbortSignal): Promise<[null, Ingested]> {
  const attributes = source.entity?.attributes as Attribute[] | undefined
  return [null, await port.ingest({ ...relationSource(source), attributes }, signal)]
}

type NewVersion = { name: string; primaryKey: string | null; file: string | null }

async function succeed(tx: Transaction, context: TaskContext, version: NewVersion, { rows, attributes }: Ingested) {
  const { source, startedAt, endedAt } = await settled(tx, context)
  const data = { ...version, rows, attributes: attributes satisfies Prisma.InputJsonValue, refreshedAt: endedAt }
  await tx.entity.upsert({
    where: { dataSourceId: source.id },
    update: data,
    create: { ...data, instanceId: context.instance.id, dataSourceId: source.id },
  })
  await dataSourceRefreshed(tx, context.instance, {
    dataSource: source,
    status: 'successful',
    startedAt,
    endedAt,
    rows,
    submissionKind: context.job.submission,
    jobId: context.job.id,
  })
  const outcome = 'updated' as const
  await tx.dataSource.update({
    where: { id: source.id },
    data: { refreshState: outcome, lastOutcome: outcome, lastRefresh: endedAt, rows, error: null },
  })
  await changed(tx, context.instance.id, 'entities')
  return { rows }
}

async function settled(tx: Transaction, { instance, task }: TaskContext) {
  const source = await lockDataSource(tx, instance.id, task.identifier)
  await changed(tx, instance.id, 'datasources')
  const endedAt = new Date()
  return { source, startedAt: task.startedAt ?? endedAt, endedAt }
}

const own = ({ instance, task }: TaskContext) => ({ id: task.identifier, instanceId: instance.id })
