import { definitionError } from '#lib/insights/definition-error.ts'
import type { Past } from '#lib/insights/history.ts'
import { type BusinessDefinition, measureEvaluation, type SqlDefinition } from '#lib/insights/measures/definition.ts'
import type { Group } from '#lib/insights/port.ts'
import type { Schemas } from '#lib/insights/rule-check.ts'
import type { Measure } from '#prisma/generated/client.ts'

/**
 * A measure as the API shows it (contract §3); values are texts there. `output` is the
 * latest success, null before it; of a measure with dimensions it has `groups` and no value, and feeds no threshold. With
 * `schemas`, the error says what has broken the definition.
 */
export const measureView = (measure: Measure, history?: Past[], schemas?: Schemas) => ({
  name: measure.name,
  displayName: measure.displayName,
  description: measure.description,
  kind: measure.kind,
  definition: shownDefinition(measure),
  state: measure.state,
  latestEvaluation: {
    state: measure.evaluationState,
    endTime: measure.evaluatedAt?.toISOString() ?? null,
    error: (schemas && brokenBy(measure, schemas)) ?? measure.error,
  },
  output: latestOutput(measure),
  ...(history && { outputHistory: history.map(past => output(measure.name, past)) }),
})

const output = (measureName: string, { value, evaluatedAt }: Past) => ({
  measureName,
  values: { value: String(value) } as { value?: string },
  evaluationTime: evaluatedAt.toISOString(),
})

function latestOutput({ name, value, groups, evaluatedAt }: Measure): MeasureOutput | null {
  if (evaluatedAt === null) return null
  if (groups === null) return value === null ? null : output(name, { value, evaluatedAt })
  const evaluationTime = evaluatedAt.toISOString()
  return { measureName: name, values: {}, groups: groups as Group[], evaluationTime }
}

type MeasureOutput = ReturnType<typeof output> & { groups?: Group[] }

type Shown =
  | BusinessDefinition
  | Omit<SqlDefinition, 'entityNames'>
  /** Of an external measure, only that it is one number. */
  | { isScalar: true; dimensions: [] }

function shownDefinition({ kind, definition }: Measure): Shown {
  if (kind === 'external') return { isScalar: true, dimensions: [] }
  if (kind === 'business') return definition as BusinessDefinition
  const { entityNames: _, ...shown } = definition as SqlDefinition
  return shown
}

/** What in the entities, as they are now, keeps a measure from being computed. */
export const brokenBy = (measure: Measure, schemas: Schemas) =>
  definitionError(measureEvaluation(measure, new Date()), measure.evaluatedAt, schemas)

export type MeasureView = ReturnType<typeof measureView>
