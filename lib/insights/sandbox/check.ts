import type { SqlEvaluation } from '#lib/insights/port.ts'
import type { Schemas } from '#lib/insights/rule-check.ts'
import { runSandboxed } from '#lib/insights/sandbox/sandbox.ts'

const LIMITS = { memoryMegabytes: 128, threads: 1, seconds: 10 }

/**
 * Holds a statement against the entities, without running it.
 * @returns the entities that it reads
 * @throws SqlRefused
 */
export async function checkSql(
  { result, sql }: Pick<SqlEvaluation, 'result' | 'sql'>,
  schemas: Schemas,
): Promise<string[]> {
  const entities = Object.fromEntries(Object.entries(schemas).map(([name, attributes]) => [name, { attributes }]))
  return (await runSandboxed({ result, sql, entities, limits: LIMITS, isCheck: true })).entityNames
}
