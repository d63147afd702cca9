import type { MeasureView } from '#lib/insights/measures/view.ts'
import type { SegmentView } from '#lib/insights/segments/view.ts'

/** A segment or measure that can carry a threshold, and where it stands now. */
export type Watched = { key: string; kind: 'segment' | 'measure'; name: string; title: string; value: number | null }

/** Segments, and the measures that are one number; in the order of their names. */
export function watchedOf(segments: SegmentView[], measures: MeasureView[]): Watched[] {
  const all: Watched[] = [
    ...segments.map(({ name, friendlyName, evaluationStatus }) => ({
      key: `segment:${name}`,
      kind: 'segment' as const,
      name,
      title: friendlyName,
      value: evaluationStatus.entityCount,
    })),
    ...measures
      .filter(({ definition }) => definition.isScalar)
      .map(({ name, displayName, output }) => ({
        key: `measure:${name}`,
        kind: 'measure' as const,
        name,
        title: displayName,
        value: output === null ? null : Number(output.values.value),
      })),
  ]
  return all.sort((a, b) => a.title.localeCompare(b.title))
}
