import type { Point } from '#components/history/points.ts'
import type { ApiStatus } from '#components/insights/status.tsx'
import type { Evaluated } from '#components/insights/use-commands.tsx'
import type { SegmentView } from '#lib/insights/segments/view.ts'

export const evaluatedOf = ({ name, friendlyName, kind, state }: SegmentView): Evaluated => ({
  name,
  title: friendlyName,
  kind,
  state,
})

/** Refreshes skip what is inactive, whatever became of its last one. */
export const statusOf = ({ state, evaluationStatus }: SegmentView): ApiStatus =>
  state === 'inactive' ? 'skipped' : evaluationStatus.jobStatus

export const pointsOf = ({ evaluationStatusHistory = [] }: SegmentView): Point[] =>
  evaluationStatusHistory.map(({ evaluationDate, entityCount }) => ({ at: evaluationDate, value: entityCount }))
