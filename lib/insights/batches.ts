import type { Evaluation } from '#lib/insights/port.ts'
import { identifier } from '#lib/insights/rule-sql.ts'
import { type Relations, Statement } from '#lib/insights/statement.ts'

export type RuleEvaluation = Exclude<Evaluation, { kind: 'sql' }>

/** What one statement computes: the evaluations by their places in the list that was asked for. */
export type Batch = { entityName: string; at: Date; members: { place: number; evaluation: RuleEvaluation }[] }

/** Of one SELECT: planning takes longer than scanning where there are more. */
const MAX_EXPRESSIONS = 100

/** Puts into one statement what one scan can answer; a measure with dimensions is a statement of its own. */
export function batches(evaluations: { place: number; evaluation: RuleEvaluation }[]): Batch[] {
  const groups = Map.groupBy(evaluations, ({ place, evaluation }) =>
    JSON.stringify([evaluation.entityName, evaluation.at, hasDimensions(evaluation) ? place : 'one number']),
  )
  return [...groups.values()].flatMap(members => {
    const first = members[0]
    if (!first) return []
    const { entityName, at } = first.evaluation
    const chunks = Math.ceil(members.length / MAX_EXPRESSIONS)
    return Array.from({ length: chunks }, (_, chunk) => ({
      entityName,
      at,
      members: members.slice(chunk * MAX_EXPRESSIONS, (chunk + 1) * MAX_EXPRESSIONS),
    }))
  })
}

/** A batch's halves, in which to look for the one that makes it fail. */
export const halves = ({ members, ...batch }: Batch): Batch[] => {
  const middle = Math.ceil(members.length / 2)
  return [members.slice(0, middle), members.slice(middle)].map(half => ({ ...batch, members: half }))
}

/** A SELECT of one row with a number for each member, in their order. */
export function batchToSql({ entityName, at, members }: Batch, relations: Relations) {
  const statement = new Statement(relations, entityName, at)
  const numbers = members.map(({ evaluation }) =>
    evaluation.kind === 'count' ? statement.count(evaluation.rule) : statement.aggregate(evaluation),
  )
  return { sql: `SELECT ${numbers.join(',\n  ')}\nFROM ${statement.from}`, parameters: statement.parameters }
}

/** Rows of a measure with dimensions that are kept. */
export const MAX_GROUPS = 1000

/** A SELECT of the dimensions and the value, the greatest first. */
export function groupsToSql(
  { entityName, at, filter, dimensions = [], ...aggregate }: RuleEvaluation & { kind: 'aggregate' },
  relations: Relations,
) {
  const statement = new Statement(relations, entityName, at)
  const names = dimensions.map(name => `t.${identifier(name)}`)
  const where = filter ? `WHERE ${statement.condition(filter)}` : ''
  const value = statement.aggregate(aggregate)
  const sql = `SELECT ${names.join(', ')}, ${value} FROM ${statement.from} ${where}
    GROUP BY ${names.join(', ')} ORDER BY ${names.length + 1} DESC NULLS LAST, ${names.join(', ')} LIMIT ${MAX_GROUPS}`
  return { sql, parameters: statement.parameters }
}

export const hasDimensions = (evaluation: RuleEvaluation): evaluation is RuleEvaluation & { kind: 'aggregate' } =>
  evaluation.kind === 'aggregate' && (evaluation.dimensions ?? []).length > 0
