import { dataPort } from '#lib/data/port.ts'
import { database } from '#lib/database/client.ts'
import { Unprocessable } from '#lib/errors.ts'
import { tablesOf } from '#lib/insights/entities/tables.ts'
import { misfit, schemasOf } from '#lib/insights/evaluation-check.ts'
import type { Evaluation, Tables, Value } from '#lib/insights/port.ts'
import { segmentEvaluation } from '#lib/insights/segments/definition.ts'
import { findSegment } from '#lib/insights/segments/read.ts'
import type { Access } from '#lib/instances/actor.ts'
import { permit } from '#lib/instances/permissions.ts'

/** How many members a preview shows. */
export const PREVIEWED = 100

/**
 * The first members of a segment, as its definition and the entities are now: rows of its entity, or what its statement
 * selects. @throws NotFound, Unprocessable where it cannot be evaluated
 */
export async function previewMembers(access: Access, name: string): Promise<{ value: Record<string, Value>[] }> {
  permit(access, 'segments.read')
  permit(access, 'data.read')
  const evaluation = segmentEvaluation(await findSegment(database(), access.instance.id, name), new Date())
  if (!evaluation) throw new Unprocessable(`The members of ${name} are counted elsewhere: they are not known here.`)
  const [{ tables }] = await database().$queryRaw<
    [{ tables: Tables }]
  >`select (${tablesOf(access.instance.id)}) as tables`
  const error = misfit(evaluation, schemasOf(tables))
  if (error) throw new Unprocessable(error)
  return { value: await firstRows(tables, evaluation) }
}

async function firstRows(tables: Tables, evaluation: Evaluation): Promise<Record<string, Value>[]> {
  if (evaluation.kind === 'count') {
    const { entityName, rule: filter, at } = evaluation
    const table = tables[entityName]
    return table ? (await dataPort().read(table, { filter, tables, at, top: PREVIEWED, skip: 0 })).rows : []
  }
  if (evaluation.kind === 'aggregate') return []
  const [answer] = await dataPort().evaluate(tables, [{ ...evaluation, result: 'rows' }])
  if (!answer || 'error' in answer) throw new Unprocessable(answer?.error ?? 'It has no answer.')
  return answer.rows ?? []
}
