import type { MeasureDefinition } from '#lib/insights/measures/schema.ts'
import { writtenSql } from '#lib/insights/sandbox/write.ts'
import type { Access } from '#lib/instances/actor.ts'

/** What the row of a measure keeps of what was sent. @throws Forbidden or Unprocessable for a statement that is refused */
export async function columnsOf(access: Access, { name: _, ...input }: MeasureDefinition) {
  if (input.kind === 'external') return input
  if (input.kind === 'business') return { ...input, entityName: input.definition.entityName }
  const { definition } = input
  const statement = await writtenSql(access, 'number', definition.sql, 'definition.sql')
  return { ...input, definition: { ...definition, ...statement } }
}
