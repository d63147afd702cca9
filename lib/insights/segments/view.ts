import type { Past } from '#lib/insights/history.ts'
import type { Rule } from '#lib/insights/rule.ts'
import type { Segment } from '#prisma/generated/client.ts'

/** A segment as the API shows it (contract §3): `evaluationDate` and `entityCount` are those of the latest success. */
export const segmentView = (segment: Segment, history?: Past[]) => ({
  name: segment.name,
  friendlyName: segment.friendlyName,
  description: segment.description,
  kind: segment.kind,
  entityName: segment.entityName,
  rule: segment.rule as Rule | null,
  state: segment.state,
  evaluationStatus: {
    jobStatus: segment.jobStatus,
    evaluationDate: segment.evaluatedAt?.toISOString() ?? null,
    entityCount: segment.value,
    error: segment.error,
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

export type SegmentView = ReturnType<typeof segmentView>
