import { writtenSql } from '#lib/insights/sandbox/write.ts'
import type { SegmentDefinition } from '#lib/insights/segments/schema.ts'
import type { Access } from '#lib/instances/actor.ts'

/** What the row of a segment keeps of what was sent. @throws Forbidden or Unprocessable for a statement that is refused */
export async function columnsOf(access: Access, { name: _, ...input }: SegmentDefinition) {
  if (input.kind !== 'sql') return input
  return { ...input, sql: await writtenSql(access, 'ids', input.sql, 'sql') }
}
