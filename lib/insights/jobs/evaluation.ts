import { changed } from '#lib/changes/notify.ts'
import { database, type Transaction } from '#lib/database/client.ts'
import type { Issue } from '#lib/errors.ts'
import { type Evaluable, measures, segments } from '#lib/insights/jobs/evaluable.ts'
import {
  DELETED,
  INACTIVE,
  type Operation,
  type TaskContext,
  TaskError,
  type Work,
} from '#lib/insights/jobs/operation.ts'
import type { Attribute } from '#lib/insights/port.ts'
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
  (kind: Evaluable, { instance, job, task, port }: TaskContext): Work =>
  async signal => {
    const now = await kind.current(database(), instance.id, task.identifier)
    if (!now) throw new TaskError(DELETED)
    if (!now.file) throw new TaskError(`There is no entity ${now.entityName}: no data source has filled it yet.`)
    const attributes = now.attributes as Attribute[]
    refuseMisfits(kind.check(now.definition, attributes))
    signal.throwIfAborted()
    const value = await port.evaluate({ file: now.file, attributes }, kind.evaluation(now.definition), signal)
    return async tx => {
      if (value === null) {
        await kind.empty(tx, task.identifier)
      } else {
        await recordEvaluation(tx, instance, kind.object(task.identifier), {
          value,
          evaluatedAt: now.at,
          jobId: job.id,
        })
        await kind.completed(tx, task.identifier)
      }
      await changed(tx, instance.id, kind.topic)
      return { value }
    }
  }

function refuseMisfits(issues: Issue[]) {
  const first = issues[0]
  if (first) throw new TaskError(`It does not fit its entity any more: ${first.path}: ${first.message}.`)
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
