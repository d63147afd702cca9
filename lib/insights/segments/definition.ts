import type { Evaluation } from '#lib/insights/port.ts'
import type { Rule } from '#lib/insights/rule.ts'
import type { SegmentKind } from '#prisma/generated/client.ts'

/** A statement and the entities that it reads, as they were when it was written. */
export type Statement = { sql: string; entityNames: string[] }

/** What of a segment's row says how it is counted. */
export type SegmentRow = { kind: SegmentKind; entityName: string | null; rule: unknown; sql: unknown }

/** How a segment's members are counted at a moment; undefined where something else counts them. */
export function segmentEvaluation({ kind, entityName, rule, sql }: SegmentRow, at: Date): Evaluation | undefined {
  if (kind === 'rule') return { kind: 'count', entityName: entityName ?? '', rule: rule as Rule, at }
  return kind === 'sql' ? { kind: 'sql', result: 'ids', ...(sql as Statement) } : undefined
}
