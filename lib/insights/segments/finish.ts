import { record } from '#lib/audit/record.ts'
import { changed } from '#lib/changes/notify.ts'
import type { Transaction } from '#lib/database/client.ts'
import { evaluateOnce, fitsEntity } from '#lib/insights/jobs/evaluate-once.ts'
import type { Rule } from '#lib/insights/rule.ts'
import { checkRule } from '#lib/insights/rule-check.ts'
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

async function mayEvaluate(tx: Transaction, access: Access, { entityName, rule, state }: Segment): Promise<boolean> {
  if (entityName === null) return false
  const fits = await fitsEntity(tx, access.instance.id, entityName, attributes => checkRule(rule as Rule, attributes))
  return fits && state === 'active'
}

async function evaluate(tx: Transaction, access: Access, segment: Segment): Promise<Segment> {
  await evaluateOnce(tx, access, 'segmentation', segment)
  return tx.segment.update({ where: { id: segment.id }, data: { jobStatus: 'Queued' } })
}
