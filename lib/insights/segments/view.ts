import { definitionError } from '#lib/insights/definition-error.ts'
import type { Past } from '#lib/insights/history.ts'
import type { Rule } from '#lib/insights/rule.ts'
import type { Schemas } from '#lib/insights/rule-check.ts'
import { type Statement, segmentEvaluation } from '#lib/insights/segments/definition.ts'
import type { Segment } from '#prisma/generated/client.ts'

/** A segment as the API shows it (contract §3): `evaluationDate` and `entityCount` are those of the latest success; with `schemas`, `error` says what has broken the definition. */
export const segmentView = (segment: Segment, history?: Past[], schemas?: Schemas) => ({
  name: segment.name,
  friendlyName: segment.friendlyName,
  description: segment.description,
  kind: segment.kind,
  entityName: segment.entityName,
  rule: segment.rule as Rule | null,
  ...(segment.sql !== null && { sql: (segment.sql as Statement).sql }),
  state: segment.state,
  evaluationStatus: {
    jobStatus: segment.jobStatus,
    evaluationDate: segment.evaluatedAt?.toISOString() ?? null,
    entityCount: segment.value,
    error: (schemas && brokenBy(segment, schemas)) ?? segment.error,
  },
  ...(history && {
    evaluationStatusHistory: history.map(({ value, evaluatedAt }) => ({
      jobStatus: 'CompletedSuccess' as const,
      evaluationDate: evaluatedAt.toISOString(),
      entityCount: value,
      error: null,
    })),
  }),
})

/** What in the entities, as they are now, keeps a segment from being counted. */
export const brokenBy = (segment: Segment, schemas: Schemas) =>
  definitionError(segmentEvaluation(segment, new Date()), segment.evaluatedAt, schemas)

export type SegmentView = ReturnType<typeof segmentView>
