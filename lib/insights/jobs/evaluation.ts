import { changed } from '#lib/changes/notify.ts'
import { database, type Transaction } from '#lib/database/client.ts'
import { misfit, schemasOf } from '#lib/insights/evaluation-check.ts'
import { type Evaluable, measures, segments } from '#lib/insights/jobs/evaluable.ts'
import { DELETED, type Done, type GroupOperation, INACTIVE, type Run } from '#lib/insights/jobs/operation.ts'
import type { Evaluated, Evaluation } from '#lib/insights/port.ts'
import { recordEvaluations } from '#lib/triggers/record-evaluation.ts'
import type { RefreshTask } from '#prisma/generated/client.ts'

/** Computes the numbers of segments or measures over the current versions of their entities. */
const evaluation = (kind: Evaluable): GroupOperation => ({
  async begin(tx, run, tasks) {
    const active = await kind.active(tx, run.instance.id, tasks.map(objectOf))
    const skips = new Map<string, string>()
    for (const task of tasks) {
      const isActive = active.get(task.identifier)
      if (!isActive) skips.set(task.id, isActive === undefined ? DELETED : INACTIVE)
    }
    const begun = tasks.filter(({ id }) => !skips.has(id))
    await kind.running(tx, begun.map(objectOf))
    await changed(tx, run.instance.id, kind.topic)
    return { skips, work: signal => evaluate(kind, run, begun, signal) }
  },

  async fail(tx, run, task, { error }) {
    await kind.failed(tx, task.identifier, error)
    await changed(tx, run.instance.id, kind.topic)
  },

  async cancel(tx, run, tasks) {
    await kind.cancelled(tx, tasks.map(objectOf))
    await changed(tx, run.instance.id, kind.topic)
  },
})

export const segmentation = evaluation(segments)
export const measuring = evaluation(measures)

const objectOf = ({ identifier }: RefreshTask) => identifier

async function evaluate(kind: Evaluable, run: Run, tasks: RefreshTask[], signal: AbortSignal): Promise<Done> {
  const { at, results } = await evaluateObjects(kind, run, tasks.map(objectOf), signal)
  const failed = new Map<string, string>()
  for (const { id, identifier } of tasks) {
    const result = results.get(identifier)
    if (result && 'error' in result) failed.set(id, result.error)
  }
  return { failed, write: (tx, some) => writeResults(tx, kind, run, some, at, results) }
}

/** Evaluates many at once, over one moment's data. What was deleted meanwhile has no result. */
export async function evaluateObjects(
  kind: Evaluable,
  { instance, port }: Pick<Run, 'instance' | 'port'>,
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
    if (!evaluation) continue
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

/** Writes results down: values, history, thresholds and their events, in the transaction that settles the tasks. */
async function writeResults(
  tx: Transaction,
  kind: Evaluable,
  { instance, job }: Run,
  tasks: RefreshTask[],
  evaluatedAt: Date,
  results: Map<string, Evaluated>,
) {
  const written = new Map<string, { value: number | null } | { groups: number }>()
  const values = new Map<string, number>()
  for (const { id, identifier } of tasks) {
    const result = results.get(identifier)
    if (!result || 'error' in result) continue
    written.set(id, result.groups ? { groups: result.groups.length } : { value: result.value })
    if (result.groups) await kind.groups(tx, identifier, result.groups, evaluatedAt)
    else if (result.value === null) await kind.empty(tx, identifier)
    else values.set(identifier, result.value)
  }
  const there = await recordEvaluations(tx, instance, kind.kind, values, { evaluatedAt, jobId: job.id })
  await kind.completed(tx, [...there.keys()])
  await changed(tx, instance.id, kind.topic)
  for (const { id, identifier } of tasks) {
    if (values.has(identifier) && !there.has(identifier)) written.delete(id)
  }
  return written
}
