import { record } from '#lib/audit/record.ts'
import { changed } from '#lib/changes/notify.ts'
import type { Transaction } from '#lib/database/client.ts'
import { evaluateOnce, fitsEntities } from '#lib/insights/jobs/evaluate-once.ts'
import { segmentEvaluation } from '#lib/insights/segments/definition.ts'
import { type SegmentView, segmentView } from '#lib/insights/segments/view.ts'
import type { Access } from '#lib/instances/actor.ts'
import type { Segment } from '#prisma/generated/client.ts'

type Verb = 'create' | 'update' | 'activate' | 'deactivate'

/** What follows every write of a segment: its rule is checked, its one evaluation queued, the change written down. */
export async function finishSegment(
  tx: Transaction,
  access: Access,
  verb: Verb,
  before: Segment | null,
  written: Segment,
): Promise<SegmentView> {
  const after =
    verb !== 'deactivate' && (await mayEvaluate(tx, access, written)) ? await evaluate(tx, access, written) : written
  await record(tx, access.actor, {
    action: `segment.${verb}`,
    instanceId: access.instance.id,
    objectType: 'segment',
    objectId: after.id,
    ...(before && { before: segmentView(before) }),
    after: segmentView(after),
  })
  await changed(tx, access.instance.id, 'segments')
  return segmentView(after)
}

async function mayEvaluate(tx: Transaction, access: Access, segment: Segment): Promise<boolean> {
  const evaluation = segmentEvaluation(segment, new Date())
  if (!evaluation) return false
  return (await fitsEntities(tx, access.instance.id, evaluation)) && segment.state === 'active'
}

async function evaluate(tx: Transaction, access: Access, segment: Segment): Promise<Segment> {
  await evaluateOnce(tx, access, 'segmentation', segment)
  return tx.segment.update({ where: { id: segment.id }, data: { jobStatus: 'Queued' } })
}
