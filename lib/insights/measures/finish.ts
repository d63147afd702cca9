import { record } from '#lib/audit/record.ts'
import { changed } from '#lib/changes/notify.ts'
import type { Transaction } from '#lib/database/client.ts'
import { evaluateOnce, fitsEntities } from '#lib/insights/jobs/evaluate-once.ts'
import { measureEvaluation } from '#lib/insights/measures/definition.ts'
import { type MeasureView, measureView } from '#lib/insights/measures/view.ts'
import type { Access } from '#lib/instances/actor.ts'
import type { Measure } from '#prisma/generated/client.ts'

type Verb = 'create' | 'update' | 'activate' | 'deactivate'

/** What follows every write of a measure: its definition is checked, its one evaluation queued, the change written down. */
export async function finishMeasure(
  tx: Transaction,
  access: Access,
  verb: Verb,
  before: Measure | null,
  written: Measure,
): Promise<MeasureView> {
  const after =
    verb !== 'deactivate' && (await mayEvaluate(tx, access, written)) ? await evaluate(tx, access, written) : written
  await record(tx, access.actor, {
    action: `measure.${verb}`,
    instanceId: access.instance.id,
    objectType: 'measure',
    objectId: after.id,
    ...(before && { before: measureView(before) }),
    after: measureView(after),
  })
  await changed(tx, access.instance.id, 'measures')
  return measureView(after)
}

async function mayEvaluate(tx: Transaction, access: Access, measure: Measure): Promise<boolean> {
  const evaluation = measureEvaluation(measure, new Date())
  if (!evaluation) return false
  return (await fitsEntities(tx, access.instance.id, evaluation)) && measure.state === 'active'
}

async function evaluate(tx: Transaction, access: Access, measure: Measure): Promise<Measure> {
  await evaluateOnce(tx, access, 'measures', { ...measure, friendlyName: measure.displayName })
  return tx.measure.update({ where: { id: measure.id }, data: { evaluationState: 'running' } })
}
