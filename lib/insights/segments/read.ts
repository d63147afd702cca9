import { database, type Transaction } from '#lib/database/client.ts'
import { NotFound } from '#lib/errors.ts'
import { readSchemas } from '#lib/insights/entities/schemas.ts'
import { type HistoryQuery, readHistory } from '#lib/insights/history.ts'
import { isObjectName } from '#lib/insights/names.ts'
import { type SegmentView, segmentView } from '#lib/insights/segments/view.ts'
import type { Access } from '#lib/instances/actor.ts'
import { permit } from '#lib/instances/permissions.ts'
import type { Segment } from '#prisma/generated/client.ts'

export async function listSegments(access: Access, query: HistoryQuery): Promise<SegmentView[]> {
  permit(access, 'segments.read')
  const segments = await database().segment.findMany({
    where: { instanceId: access.instance.id },
    orderBy: { name: 'asc' },
  })
  return views(access, segments, query)
}

/** @throws NotFound */
export async function getSegment(access: Access, name: string, query: HistoryQuery): Promise<SegmentView> {
  permit(access, 'segments.read')
  const [view] = await views(access, [await findSegment(database(), access.instance.id, name)], query)
  return view as SegmentView
}

async function views({ instance }: Access, segments: Segment[], query: HistoryQuery): Promise<SegmentView[]> {
  const schemas = await readSchemas(database(), instance.id)
  if (query.includeHistoricStats === 'false') return segments.map(segment => segmentView(segment, undefined, schemas))
  const history = await readHistory(database(), { segments: segments.map(({ id }) => id) }, query.historicStatsDays)
  return segments.map(segment => segmentView(segment, history.get(segment.id) ?? [], schemas))
}

/** Reads a segment and holds its row until the transaction ends. @throws NotFound */
export async function lockSegment(tx: Transaction, instanceId: string, name: string): Promise<Segment> {
  await tx.$executeRaw`select id from segment where instance_id = ${instanceId}::uuid and name = ${name} for update`
  return findSegment(tx, instanceId, name)
}

/** @throws NotFound */
export async function findSegment(tx: Transaction, instanceId: string, name: string): Promise<Segment> {
  const segment = isObjectName(name)
    ? await tx.segment.findUnique({ where: { instanceId_name: { instanceId, name } } })
    : null
  if (!segment) throw new NotFound(`There is no segment ${name} in this environment.`)
  return segment
}
