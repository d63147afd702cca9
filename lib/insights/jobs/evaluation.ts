import { changed } from '#lib/changes/notify.ts'
import { database, type Transaction } from '#lib/database/client.ts'
import { misfit, schemasOf } from '#lib/insights/evaluation-check.ts'
import { type Evaluable, measures, segments } from '#lib/insights/jobs/evaluable.ts'
import {
  DELETED,
  INACTIVE,
  type Operation,
  type TaskContext,
  TaskError,
  type Work,
} from '#lib/insights/jobs/operation.ts'
import type { Evaluated, Evaluation } from '#lib/insights/port.ts'
import { recordEvaluation } from '#lib/triggers/record-evaluation.ts'

/** Computes the number of a segment or measure over the current version of its entity. */
const evaluation = (kind: Evaluable): Operation => ({
  async begin(tx, context) {
    const object = await kind.read(tx, context.instance.id, context.task.identifier)
    if (!object) return { skip: DELETED }
    if (!object.isActive) return { skip: INACTIVE }
    const failed = await failedSource(tx, context, object.entityName)
    if (failed) return { skip: `The refresh of its data source ${failed} did not succeed.` }
    await kind.running(tx, context.task.identifier)
    await changed(tx, context.instance.id, kind.topic)
    return { work: evaluate(kind, context) }
  },

  async fail(tx, context, { error }) {
    await kind.failed(tx, context.task.identifier, error)
    await changed(tx, context.instance.id, kind.topic)
  },

  async cancel(tx, context) {
    await kind.cancelled(tx, context.task.identifier)
    await changed(tx, context.instance.id, kind.topic)
  },
})

export const segmentation = evaluation(segments)
export const measuring = evaluation(measures)

const evaluate =
  (kind: Evaluable, context: TaskContext): Work =>
  async signal => {
    const id = context.task.identifier
    const { at, results } = await evaluateObjects(kind, context, [id], signal)
    const result = results.get(id)
    if (!result) throw new TaskError(DELETED)
    if ('error' in result) throw new TaskError(result.error)
    return tx => writeResult(tx, kind, context, at, result)
  }

/** Evaluates many at once, over one moment's data. What was deleted meanwhile has no result. */
export async function evaluateObjects(
  kind: Evaluable,
  { instance, port }: Pick<TaskContext, 'instance' | 'port'>,
  ids: string[],
  signal: AbortSignal,
): Promise<{ at: Date; results: Map<string, Evaluated> }> {
  const { at, tables, objects } = await kind.snapshot(database(), instance.id, ids)
  signal.throwIfAborted()
  const schemas = schemasOf(tables)
  const results = new Map<string, Evaluated>()
  const sound: { id: string; evaluation: Evaluation }[] = []
  for (const [id, object] of Object.entries(objects)) {
    const evaluation = kind.evaluation(object, at)
    const error = misfit(evaluation, schemas)
    if (error) results.set(id, { error })
    else sound.push({ id, evaluation })
  }
  const evaluations = sound.map(({ evaluation }) => evaluation)
  const answers = sound.length === 0 ? [] : await port.evaluate(tables, evaluations, signal)
  for (const [place, { id }] of sound.entries()) {
    const answer = answers[place]
    if (answer) results.set(id, answer)
  }
  return { at, results }
}

/** Writes a result down: value, history, thresholds and their events, in the transaction that settles the task. */
export async function writeResult(
  tx: Transaction,
  kind: Evaluable,
  { instance, job, task }: Pick<TaskContext, 'instance' | 'job' | 'task'>,
  evaluatedAt: Date,
  { value }: Extract<Evaluated, { value: unknown }>,
) {
  if (value === null) {
    await kind.empty(tx, task.identifier)
  } else {
    await recordEvaluation(tx, instance, kind.object(task.identifier), { value, evaluatedAt, jobId: job.id })
    await kind.completed(tx, task.identifier)
  }
  await changed(tx, instance.id, kind.topic)
  return { value }
}

/** The data source of an entity, where its refresh in the same job failed. */
async function failedSource(tx: Transaction, { instance, job }: TaskContext, entityName: string | null) {
  const source = await tx.dataSource.findFirst({ where: { instanceId: instance.id, entityName: entityName ?? '' } })
  if (!source) return undefined
  const failed = await tx.refreshTask.findFirst({
    where: { jobId: job.id, identifier: source.id, status: { in: ['failed', 'timedOut'] } },
  })
  return failed && source.friendlyName
}
