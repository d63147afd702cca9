import type { Transaction } from '#lib/database/client.ts'
import type { Issue } from '#lib/errors.ts'
import { checkDefinition, type Definition, evaluationOf } from '#lib/insights/measures/definition.ts'
import type { Attribute, Evaluation } from '#lib/insights/port.ts'
import type { Rule } from '#lib/insights/rule.ts'
import { checkRule } from '#lib/insights/rule-check.ts'
import type { Evaluated } from '#lib/triggers/record-evaluation.ts'

/** What is evaluated, and over what, as of one moment: `at` is the moment that the evaluation counts for. */
type Current = { at: Date; definition: unknown; entityName: string; file: string | null; attributes: unknown }

/** What segments and measures have each their own way of. */
export type Evaluable = {
  topic: 'segments' | 'measures'
  object(id: string): Evaluated
  read(
    tx: Transaction,
    instanceId: string,
    id: string,
  ): Promise<{ isActive: boolean; entityName: string | null } | null>
  /** The definition and the entity's current version in one statement, so that a later `at` never means older data. */
  current(tx: Transaction, instanceId: string, id: string): Promise<Current | undefined>
  check(definition: unknown, attributes: Attribute[]): Issue[]
  evaluation(definition: unknown): Evaluation
  running(tx: Transaction, id: string): Promise<unknown>
  completed(tx: Transaction, id: string): Promise<unknown>
  /** It was evaluated and has no value. */
  empty(tx: Transaction, id: string): Promise<unknown>
  failed(tx: Transaction, id: string, error: string): Promise<unknown>
  cancelled(tx: Transaction, id: string): Promise<unknown>
}

const NO_VALUE = 'It has no value now, because no row counts for it; the value before is kept.'

export const segments: Evaluable = {
  topic: 'segments',
  object: segmentId => ({ segmentId }),
  async read(tx, instanceId, id) {
    const segment = await tx.segment.findFirst({ where: { id, instanceId } })
    return segment && { isActive: segment.state === 'active', entityName: segment.entityName }
  },
  async current(tx, instanceId, id) {
    const rows = await tx.$queryRaw<Current[]>`
      select now() as at, s.rule as definition, s.entity_name as "entityName", e.file, e.attributes
      from segment s left join entity e on e.instance_id = s.instance_id and e.name = s.entity_name
      where s.id = ${id}::uuid and s.instance_id = ${instanceId}::uuid`
    return rows[0]
  },
  check: (definition, attributes) => checkRule(definition as Rule, attributes),
  evaluation: definition => ({ kind: 'count', rule: definition as Rule }),
  running: (tx, id) => tx.segment.updateMany({ where: { id }, data: { jobStatus: 'Running' } }),
  completed: (tx, id) => tx.segment.updateMany({ where: { id }, data: { jobStatus: 'CompletedSuccess', error: null } }),
  empty: (tx, id) => tx.segment.updateMany({ where: { id }, data: { jobStatus: 'CompletedSuccess', error: NO_VALUE } }),
  failed: (tx, id, error) => tx.segment.updateMany({ where: { id }, data: { jobStatus: 'CompletedFailure', error } }),
  cancelled: (tx, id) => tx.segment.updateMany({ where: { id }, data: { jobStatus: 'Cancelled' } }),
}

export const measures: Evaluable = {
  topic: 'measures',
  object: measureId => ({ measureId }),
  async read(tx, instanceId, id) {
    const measure = await tx.measure.findFirst({ where: { id, instanceId } })
    return measure && { isActive: measure.state === 'active', entityName: measure.entityName }
  },
  async current(tx, instanceId, id) {
    const rows = await tx.$queryRaw<Current[]>`
      select now() as at, m.definition, m.entity_name as "entityName", e.file, e.attributes
      from measure m left join entity e on e.instance_id = m.instance_id and e.name = m.entity_name
      where m.id = ${id}::uuid and m.instance_id = ${instanceId}::uuid`
    return rows[0]
  },
  check: (definition, attributes) => checkDefinition(definition as Definition, attributes),
  evaluation: definition => evaluationOf(definition as Definition),
  running: (tx, id) => tx.measure.updateMany({ where: { id }, data: { evaluationState: 'running' } }),
  completed: (tx, id) => tx.measure.updateMany({ where: { id }, data: { evaluationState: 'completed', error: null } }),
  empty: (tx, id) => tx.measure.updateMany({ where: { id }, data: { evaluationState: 'completed', error: NO_VALUE } }),
  failed: (tx, id, error) => tx.measure.updateMany({ where: { id }, data: { evaluationState: 'failed', error } }),
  // The vocabulary has no state for it: it shows again what it showed before.
  cancelled: (tx, id) => tx.$executeRaw`
    update measure set evaluation_state = case when value is null then 'none' else 'completed' end::evaluation_state
    where id = ${id}::uuid and evaluation_state = 'running'`,
}
