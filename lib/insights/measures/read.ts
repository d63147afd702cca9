import { database, type Transaction } from '#lib/database/client.ts'
import { NotFound } from '#lib/errors.ts'
import { readSchemas } from '#lib/insights/entities/schemas.ts'
import { type HistoryQuery, readHistory } from '#lib/insights/history.ts'
import { type MeasureView, measureView } from '#lib/insights/measures/view.ts'
import { isObjectName } from '#lib/insights/names.ts'
import type { Schemas } from '#lib/insights/rule-check.ts'
import type { Access } from '#lib/instances/actor.ts'
import { permit } from '#lib/instances/permissions.ts'
import type { Measure } from '#prisma/generated/client.ts'

export async function listMeasures(access: Access, query: HistoryQuery): Promise<MeasureView[]> {
  permit(access, 'measures.read')
  const measures = await database().measure.findMany({
    where: { instanceId: access.instance.id },
    orderBy: { name: 'asc' },
  })
  const schemas = await readSchemas(database(), access.instance.id)
  if (query.includeHistoricStats === 'false') return measures.map(measure => measureView(measure, undefined, schemas))
  return withHistory(measures, query.historicStatsDays, schemas)
}

/** A measure, always with its `outputHistory`. @throws NotFound */
export async function getMeasure(access: Access, name: string, query: HistoryQuery): Promise<MeasureView> {
  permit(access, 'measures.read')
  const measure = await findMeasure(database(), access.instance.id, name)
  const schemas = await readSchemas(database(), access.instance.id)
  const [view] = await withHistory([measure], query.historicStatsDays, schemas)
  return view as MeasureView
}

async function withHistory(measures: Measure[], days: number, schemas: Schemas): Promise<MeasureView[]> {
  const history = await readHistory(database(), { measures: measures.map(({ id }) => id) }, days)
  return measures.map(measure => measureView(measure, history.get(measure.id) ?? [], schemas))
}

/** Reads a measure and holds its row until the transaction ends. @throws NotFound */
export async function lockMeasure(tx: Transaction, instanceId: string, name: string): Promise<Measure> {
  await tx.$executeRaw`select id from measure where instance_id = ${instanceId}::uuid and name = ${name} for update`
  return findMeasure(tx, instanceId, name)
}

/** @throws NotFound */
export async function findMeasure(tx: Transaction, instanceId: string, name: string): Promise<Measure> {
  const measure = isObjectName(name)
    ? await tx.measure.findUnique({ where: { instanceId_name: { instanceId, name } } })
    : null
  if (!measure) throw new NotFound(`There is no measure ${name} in this environment.`)
  return measure
}
