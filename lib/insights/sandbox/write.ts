import { database } from '#lib/database/client.ts'
import { Unprocessable } from '#lib/errors.ts'
import { readSchemas } from '#lib/insights/entities/schemas.ts'
import type { SqlEvaluation } from '#lib/insights/port.ts'
import { SqlRefused } from '#lib/insights/sandbox/allowed.ts'
import { checkSql } from '#lib/insights/sandbox/check.ts'
import type { Statement } from '#lib/insights/segments/definition.ts'
import type { Access } from '#lib/instances/actor.ts'
import { permit } from '#lib/instances/permissions.ts'

/**
 * Holds a statement that is about to be written against the instance's entities; administrators only.
 * @throws Unprocessable, at `path`, where it is refused
 */
export async function writtenSql(
  access: Access,
  result: SqlEvaluation['result'],
  sql: string,
  path: string,
): Promise<Statement> {
  permit(access, 'sql.write')
  try {
    const schemas = await readSchemas(database(), access.instance.id)
    return { sql, entityNames: await checkSql({ result, sql }, schemas) }
  } catch (error) {
    if (!(error instanceof SqlRefused)) throw error
    throw new Unprocessable(`The statement is refused: ${error.message}`, [{ path, message: error.message }])
  }
}
