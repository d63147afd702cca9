import type { Past } from '#lib/insights/history.ts'
import type { Definition } from '#lib/insights/measures/definition.ts'
import type { Measure } from '#prisma/generated/client.ts'

/** A measure as the API shows it (contract §3); values are texts there. `output` is the latest success, null before it. */
export const measureView = (measure: Measure, history?: Past[]) => ({
  name: measure.name,
  displayName: measure.displayName,
  description: measure.description,
  kind: measure.kind,
  /** Of an external measure, only that it is one number. */
  definition: (measure.definition ?? { isScalar: true, dimensions: [] }) as
    | Definition
    | Pick<Definition, 'isScalar' | 'dimensions'>,
  state: measure.state,
  latestEvaluation: {
    state: measure.evaluationState,
    endTime: measure.evaluatedAt?.toISOString() ?? null,
    error: measure.error,
  },
  output:
    measure.value === null || measure.evaluatedAt === null
      ? null
      : output(measure.name, { value: measure.value, evaluatedAt: measure.evaluatedAt }),
  ...(history && { outputHistory: history.map(past => output(measure.name, past)) }),
})

const output = (measureName: string, { value, evaluatedAt }: Past) => ({
  measureName,
  values: { value: String(value) },
  evaluationTime: evaluatedAt.toISOString(),
})

export type MeasureView = ReturnType<typeof measureView>
