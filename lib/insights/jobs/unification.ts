import { changed } from '#lib/changes/notify.ts'
import { database, type Transaction } from '#lib/database/client.ts'
import { uuid7 } from '#lib/database/uuid7.ts'
import { DELETED, type Operation, type TaskContext, TaskError, type Work } from '#lib/insights/jobs/operation.ts'
import { unificationEnded } from '#lib/insights/jobs/unification-ended.ts'
import type { Attribute } from '#lib/insights/port.ts'
import { CUSTOMER_ENTITY, CUSTOMER_ID, type Definition, LINK_ENTITY } from '#lib/insights/unification/definition.ts'
import { mappedTables } from '#lib/insights/unification/mapped-tables.ts'
import type { MappedStage, MatchedStage } from '#lib/insights/unification/stages.ts'
import type { Merged } from '#lib/insights/unification/unify.ts'
import type { Unification } from '#prisma/generated/client.ts'

/** One phase of the unification. What it makes is a version of its own; nothing that is served changes before merge ends. */
const phase = (work: (context: TaskContext, unification: Unification) => Work): Operation => ({
  async begin(tx, context) {
    const unification = await tx.unification.findFirst({ where: own(context) })
    if (!unification) return { skip: DELETED }
    await changed(tx, context.instance.id, 'unification')
    return { work: work(context, unification) }
  },
  async fail(tx, context) {
    await changed(tx, context.instance.id, 'unification')
  },
  async cancel(tx, context) {
    await changed(tx, context.instance.id, 'unification')
  },
})

export const map = phase((context, unification) => async signal => {
  const definition = unification.definition as Definition
  const { tables, files } = await mappedTables(database(), context.instance.id, definition)
  const target = version(unification)
  const mapped = await context.port.unify({ phase: 'map', definition, tables, target }, signal)
  const stage: MappedStage = { ...mapped, file: target, definedAt: unification.definedAt.toISOString(), files }
  return async tx => {
    await tx.unification.updateMany({ where: own(context), data: { mapped: stage } })
    await changed(tx, context.instance.id, 'unification')
    return { records: sum(mapped.records.map(({ records }) => records)) }
  }
})

export const match = phase((context, unification) => async signal => {
  const definition = unification.definition as Definition
  const mapped = current<MappedStage>(unification, unification.mapped, 'Map')
  const target = version(unification)
  const matched = await context.port.unify({ phase: 'match', definition, records: mapped.file, target }, signal)
  const stage: MatchedStage = { ...matched, file: target, definedAt: mapped.definedAt, records: mapped.file }
  return async tx => {
    await tx.unification.updateMany({ where: own(context), data: { matched: stage } })
    await changed(tx, context.instance.id, 'unification')
    return { links: sum(matched.rules.map(({ links }) => links)), skipped: matched.skipped.length }
  }
})

export const merge = phase((context, unification) => async signal => {
  const { instance, port } = context
  const definition = unification.definition as Definition
  const mapped = current<MappedStage>(unification, unification.mapped, 'Map')
  const matched = current<MatchedStage>(unification, unification.matched, 'Match')
  if (matched.records !== mapped.file) throw new TaskError('The records were mapped again since: run Match first.')
  const { tables } = await mappedTables(database(), instance.id, definition, mapped.files)
  const earlier = await database().entity.findUnique({
    where: { instanceId_name: { instanceId: instance.id, name: LINK_ENTITY } },
  })
  const [customers, links] = [version(unification), version(unification)]
  const merged = await port.unify(
    {
      phase: 'merge',
      definition,
      tables,
      matches: matched.file,
      earlier: earlier?.file ?? undefined,
      seed: `${unification.id} ${unification.generation}`,
      customers,
      links,
    },
    signal,
  )
  return tx => succeed(tx, context, { mapped, matched, merged, customers, links })
})

type Results = { mapped: MappedStage; matched: MatchedStage; merged: Merged; customers: string; links: string }

async function succeed(tx: Transaction, context: TaskContext, { mapped, matched, merged, customers, links }: Results) {
  const unifiedAt = new Date()
  const { customerAttributes, linkAttributes, ...counts } = merged
  const result = { ...counts, records: mapped.records, rules: matched.rules, skipped: matched.skipped }
  const { count } = await tx.unification.updateMany({
    where: own(context),
    data: { result, unifiedAt, generation: { increment: 1 } },
  })
  if (count > 0) {
    const common = { instanceId: context.instance.id, dataSourceId: null, refreshedAt: unifiedAt }
    await point(tx, {
      ...common,
      name: CUSTOMER_ENTITY,
      primaryKey: CUSTOMER_ID,
      attributes: customerAttributes,
      file: customers,
      rows: merged.customers,
    })
    await point(tx, {
      ...common,
      name: LINK_ENTITY,
      primaryKey: null,
      attributes: linkAttributes,
      file: links,
      rows: merged.sourceRecords,
    })
  }
  await unificationEnded(tx, context.instance, context.job, merged)
  await changed(tx, context.instance.id, 'unification', 'entities')
  return counts
}

type NewVersion = Parameters<Transaction['entity']['create']>[0]['data'] & { instanceId: string; name: string }

/** Moves an entity's pointer to a new version. */
async function point(tx: Transaction, data: NewVersion & { attributes: Attribute[] }) {
  const { instanceId, name } = data
  await tx.entity.upsert({ where: { instanceId_name: { instanceId, name } }, update: data, create: data })
}

/** What the phase before left, if it is of the definition that is now in force. @throws TaskError */
function current<Stage extends { definedAt: string }>(unification: Unification, left: unknown, before: string): Stage {
  const stage = left as Stage | null
  if (!stage) throw new TaskError(`There is nothing to go on with yet: run ${before} first.`)
  if (stage.definedAt === unification.definedAt.toISOString()) return stage
  throw new TaskError(`The unification was changed since: run ${before} again.`)
}

const version = ({ instanceId, id }: Unification) => `${instanceId}/${id}/${uuid7()}.parquet`

const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0)

const own = ({ instance, task }: TaskContext) => ({ id: task.identifier, instanceId: instance.id })
