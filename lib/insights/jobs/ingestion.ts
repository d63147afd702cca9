import { changed } from '#lib/changes/notify.ts'
import type { Transaction } from '#lib/database/client.ts'
import { uuid7 } from '#lib/database/uuid7.ts'
import { removeOldUploads } from '#lib/insights/data-sources/old-uploads.ts'
import { lockDataSource } from '#lib/insights/data-sources/read.ts'
import { sourceFile } from '#lib/insights/data-sources/source-file.ts'
import { DELETED, INACTIVE, type Operation, type TaskContext, type Work } from '#lib/insights/jobs/operation.ts'
import type { Attribute, Ingested } from '#lib/insights/port.ts'
import { dataSourceRefreshed } from '#lib/triggers/refresh-events.ts'
import type { DataSource, Prisma } from '#prisma/generated/client.ts'

/** Reads a file into a new immutable version and moves the entity's pointer; until then, and on failure, the last one stays. */
export const ingestion: Operation = {
  async begin(tx, context) {
    const source = await tx.dataSource.findFirst({ where: own(context), include: { entity: true } })
    if (!source) return { skip: DELETED }
    if (!source.isActive) return { skip: INACTIVE }
    await tx.dataSource.update({ where: { id: source.id }, data: { refreshState: 'updating' } })
    await changed(tx, context.instance.id, 'datasources')
    return { work: ingest(context, source, source.entity?.attributes as Attribute[] | undefined) }
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

const ingest = (context: TaskContext, source: DataSource, attributes?: Attribute[]): Work => {
  const { id, instanceId, entityName, primaryKey } = source
  return async signal => {
    const target = `${instanceId}/${id}/${uuid7()}.parquet`
    const file = sourceFile(source)
    if (source.upload) await removeOldUploads(file.root, source.upload)
    signal.throwIfAborted()
    const wanted = { ...file, attributes, primaryKey: primaryKey ?? undefined, target }
    const ingested = await context.port.ingest(wanted, signal)
    const entity = { name: entityName ?? source.name, primaryKey, file: target }
    return tx => succeed(tx, context, entity, ingested)
  }
}

type NewVersion = { name: string; primaryKey: string | null; file: string }

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
