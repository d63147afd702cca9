import type { Transaction } from '#lib/database/client.ts'
import { tablesOf } from '#lib/insights/entities/tables.ts'
import { type MeasureRow, measureEvaluation } from '#lib/insights/measures/definition.ts'
import type { Evaluation, Group, Tables } from '#lib/insights/port.ts'
import { type SegmentRow, segmentEvaluation } from '#lib/insights/segments/definition.ts'

/** What is to be evaluated, by id, and over what, as of one moment: `at` is the moment that the evaluations count for. */
export type Snapshot = { at: Date; tables: Tables; objects: Record<string, unknown> }

/** What segments and measures have each their own way of. */
export type Evaluable = {
  kind: 'segment' | 'measure'
  topic: 'segments' | 'measures'
  /** Whether each is active; those that are gone are left out. */
  active(tx: Transaction, instanceId: string, ids: string[]): Promise<Map<string, boolean>>
  /** Definitions and the entities' current versions in one statement, so that a later `at` never means older data. */
  snapshot(tx: Transaction, instanceId: string, ids: string[]): Promise<Snapshot>
  evaluation(object: unknown, at: Date): Evaluation | undefined
  running(tx: Transaction, ids: string[]): Promise<unknown>
  completed(tx: Transaction, ids: string[]): Promise<unknown>
  /** It was evaluated and has no value. */
  empty(tx: Transaction, id: string): Promise<unknown>
  /** It was evaluated and has a value for each of its dimensions. */
  groups(tx: Transaction, id: string, groups: Group[], evaluatedAt: Date): Promise<unknown>
  failed(tx: Transaction, id: string, error: string): Promise<unknown>
  cancelled(tx: Transaction, ids: string[]): Promise<unknown>
}

const NO_VALUE = 'It has no value now, because no row counts for it; the value before is kept.'

export const segments: Evaluable = {
  kind: 'segment',
  topic: 'segments',
  async active(tx, instanceId, ids) {
    const rows = await tx.segment.findMany({
      where: { instanceId, id: { in: ids } },
      select: { id: true, state: true },
    })
    return new Map(rows.map(({ id, state }) => [id, state === 'active']))
  },
  async snapshot(tx, instanceId, ids) {
    const [snapshot] = await tx.$queryRaw<[Snapshot]>`
      select now() as at,
        (${tablesOf(instanceId)}) as tables,
        (select coalesce(jsonb_object_agg(id, jsonb_build_object('kind', kind, 'entityName', entity_name, 'rule', rule, 'sql', sql)), '{}')
         from segment where instance_id = ${instanceId}::uuid and id = any(${ids}::uuid[])) as objects`
    return snapshot
  },
  evaluation: (object, at) => segmentEvaluation(object as SegmentRow, at),
  running: (tx, ids) => tx.segment.updateMany({ where: { id: { in: ids } }, data: { jobStatus: 'Running' } }),
  completed: (tx, ids) =>
    tx.segment.updateMany({ where: { id: { in: ids } }, data: { jobStatus: 'CompletedSuccess', error: null } }),
  empty: (tx, id) => tx.segment.updateMany({ where: { id }, data: { jobStatus: 'CompletedSuccess', error: NO_VALUE } }),
  groups: () => Promise.reject(new Error('A segment has no dimensions.')),
  failed: (tx, id, error) => tx.segment.updateMany({ where: { id }, data: { jobStatus: 'CompletedFailure', error } }),
  cancelled: (tx, ids) => tx.segment.updateMany({ where: { id: { in: ids } }, data: { jobStatus: 'Cancelled' } }),
}

export const measures: Evaluable = {
  kind: 'measure',
  topic: 'measures',
  async active(tx, instanceId, ids) {
    const rows = await tx.measure.findMany({
      where: { instanceId, id: { in: ids } },
      select: { id: true, state: true },
    })
    return new Map(rows.map(({ id, state }) => [id, state === 'active']))
  },
  async snapshot(tx, instanceId, ids) {
    const [snapshot] = await tx.$queryRaw<[Snapshot]>`
      select now() as at,
        (${tablesOf(instanceId)}) as tables,
        (select coalesce(jsonb_object_agg(id, jsonb_build_object('kind', kind, 'definition', definition)), '{}')
         from measure where instance_id = ${instanceId}::uuid and id = any(${ids}::uuid[])) as objects`
    return snapshot
  },
  evaluation: (object, at) => measureEvaluation(object as MeasureRow, at),
  running: (tx, ids) => tx.measure.updateMany({ where: { id: { in: ids } }, data: { evaluationState: 'running' } }),
  completed: (tx, ids) =>
    tx.measure.updateMany({ where: { id: { in: ids } }, data: { evaluationState: 'completed', error: null } }),
  empty: (tx, id) => tx.measure.updateMany({ where: { id }, data: { evaluationState: 'completed', error: NO_VALUE } }),
  groups: (tx, id, groups, evaluatedAt) =>
    tx.measure.updateMany({ where: { id }, data: { evaluationState: 'completed', error: null, groups, evaluatedAt } }),
  failed: (tx, id, error) => tx.measure.updateMany({ where: { id }, data: { evaluationState: 'failed', error } }),
  // The vocabulary has no state for it: it shows again what it showed before.
  cancelled: (tx, ids) => tx.$executeRaw`
    update measure set evaluation_state = case when evaluated_at is null then 'none' else 'completed' end::evaluation_state
    where id = any(${ids}::uuid[]) and evaluation_state = 'running'`,
}
