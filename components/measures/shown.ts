import type { Point } from '#components/history/points.ts'
import type { ApiStatus } from '#components/insights/status.tsx'
import type { Evaluated } from '#components/insights/use-commands.tsx'
import type { MeasureView } from '#lib/insights/measures/view.ts'

export const evaluatedOf = ({ name, displayName, kind, state }: MeasureView): Evaluated => ({
  name,
  title: displayName,
  kind,
  state,
})

/** Refreshes skip what is inactive, whatever became of its last one. */
export const statusOf = ({ state, latestEvaluation }: MeasureView): ApiStatus =>
  state === 'inactive' ? 'skipped' : latestEvaluation.state

/** The one number of a measure: the API tells values as texts. */
export const numberOf = ({ output }: MeasureView): number | undefined =>
  output?.values.value === undefined ? undefined : Number(output.values.value)

export const pointsOf = ({ outputHistory = [] }: MeasureView): Point[] =>
  outputHistory.map(({ evaluationTime, values }) => ({ at: evaluationTime, value: Number(values.value) }))

/** What is calculated over which entity; undefined where that happens elsewhere. */
export const definitionOf = ({ definition }: MeasureView) => ('aggregate' in definition ? definition : undefined)

/** The statement that computes it; undefined where something else does. */
export const sqlOf = ({ definition }: MeasureView) => ('sql' in definition ? definition.sql : undefined)
