import type { Transaction } from '#lib/database/client.ts'
import { Unprocessable } from '#lib/errors.ts'
import type { Attribute, FileTable } from '#lib/insights/port.ts'
import { checkDefinition } from '#lib/insights/unification/check.ts'
import type { Definition } from '#lib/insights/unification/definition.ts'

/**
 * The versions of the entities that take part: the current ones, or those that `files` names.
 * @throws Unprocessable where the definition does not fit the entities any more
 */
export async function mappedTables(
  tx: Transaction,
  instanceId: string,
  definition: Definition,
  files?: Record<string, string>,
): Promise<{ tables: Record<string, FileTable>; files: Record<string, string> }> {
  const names = definition.map.map(({ entityName }) => entityName)
  const entities = await tx.entity.findMany({ where: { instanceId, name: { in: names } } })
  const [first] = checkDefinition(definition, entities)
  if (first)
    throw new Unprocessable(`The unification does not fit its entities any more: ${first.path}: ${first.message}.`)
  const tables = entities.map(({ name, file, attributes }): [string, FileTable] => [
    name,
    { file: files?.[name] ?? file ?? '', attributes: attributes as Attribute[] },
  ])
  return {
    tables: Object.fromEntries(tables),
    files: Object.fromEntries(tables.map(([name, table]) => [name, table.file])),
  }
}
