import { misfit, missingEntity } from '#lib/insights/evaluation-check.ts'
import type { Evaluation } from '#lib/insights/port.ts'
import type { Schemas } from '#lib/insights/rule-check.ts'

/**
 * Why a definition can no longer be evaluated, as the entities are now: something in it was renamed, removed or got
 * another type. One that has never been evaluated may wait for its entity.
 */
export function definitionError(
  evaluation: Evaluation | undefined,
  evaluatedAt: Date | null,
  schemas: Schemas,
): string | undefined {
  if (!evaluation || (evaluatedAt === null && missingEntity(evaluation, schemas))) return undefined
  return misfit(evaluation, schemas)
}
