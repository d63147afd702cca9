import { database } from '#lib/database/client.ts'
import { Unprocessable } from '#lib/errors.ts'
import { locationColumns } from '#lib/insights/data-sources/location.ts'
import type { DataSourceChange } from '#lib/insights/data-sources/schema.ts'
import type { Access } from '#lib/instances/actor.ts'
import { permit } from '#lib/instances/permissions.ts'
import type { DataSource, Prisma } from '#prisma/generated/client.ts'

type Kind = DataSource['kind']
type Columns = Omit<Prisma.DataSourceUncheckedCreateInput, 'instanceId' | 'name' | 'friendlyName' | 'kind'>

const FILE_MEMBERS = ['format', 'path', 'pattern', 'url', 'credentials', 'incremental'] as const
const SQL_MEMBERS = ['connectionId', 'table', 'query', 'freshness'] as const

/**
 * What a data source reads, as its row has it: of what is given, over what was there before.
 * @throws Unprocessable naming the member, Forbidden
 */
export async function sourceColumns(
  access: Access,
  kind: Kind,
  given: DataSourceChange,
  before?: DataSource,
): Promise<Columns> {
  refuseMembers(kind, given)
  if (kind === 'external') return {}
  const columns = kind === 'file' ? await fileColumns(access, given, before) : await sqlColumns(access, given, before)
  return given.primaryKey === undefined ? columns : { ...columns, primaryKey: given.primaryKey }
}

/** @throws Unprocessable for what sources of another kind have. */
function refuseMembers(kind: Kind, given: DataSourceChange) {
  const others = [
    ...(kind === 'file' ? [] : FILE_MEMBERS),
    ...(kind === 'sql' ? [] : SQL_MEMBERS),
    ...(kind === 'external' ? (['primaryKey'] as const) : []),
  ]
  const wrong = others.find(name => given[name])
  if (!wrong) return
  const why = `A data source of kind ${kind} has no ${wrong}.`
  const hint = kind === 'external' ? ' It has no file: it is refreshed elsewhere and reports here.' : ''
  throw new Unprocessable(why + hint, [{ path: wrong, message: why }])
}

async function fileColumns(access: Access, given: DataSourceChange, before?: DataSource): Promise<Columns> {
  const watermark = given.incremental === undefined ? before?.watermark : given.incremental?.watermark
  const primaryKey = given.primaryKey === undefined ? before?.primaryKey : given.primaryKey
  if (watermark && !primaryKey) {
    const message = 'needs a primary key, by which newer rows take the place of older ones'
    throw new Unprocessable(`The incremental refresh ${message}.`, [{ path: 'incremental', message }])
  }
  return { ...(await locationColumns(access, given, before)), watermark: watermark ?? null }
}

const TABLE = /^[^.\0]{1,63}(\.[^.\0]{1,63}){0,2}$/u

async function sqlColumns(access: Access, given: DataSourceChange, before?: DataSource): Promise<Columns> {
  const connectionId = given.connectionId ?? before?.connectionId
  const table = given.table === undefined ? before?.tableName : given.table
  const query = given.query === undefined ? before?.query : given.query
  if (!table === !query) {
    throw new Unprocessable('Give one of table and query.', [{ path: 'table', message: 'or query must be given' }])
  }
  if (table && !TABLE.test(table)) {
    const message = 'must be a name, or schema.name; for anything else write a query'
    throw new Unprocessable(`The table ${message}.`, [{ path: 'table', message }])
  }
  // Whoever writes a query reads whatever the connection's user may.
  if (query && query !== before?.query) permit(access, 'connections.write')
  const connection = await database().connection.findFirst({
    where: { id: connectionId ?? '', instanceId: access.instance.id },
  })
  if (!connection) {
    throw new Unprocessable('There is no such connection in this environment.', [
      { path: 'connectionId', message: 'names no connection of this environment' },
    ])
  }
  const freshness = given.freshness === undefined ? undefined : given.freshness
  return {
    connectionId: connection.id,
    tableName: table || null,
    query: query ? query.replace(/[;\s]+$/, '') : null,
    ...(freshness !== undefined && {
      freshness: freshness?.column ?? null,
      maxAgeHours: freshness?.maxAgeHours ?? null,
    }),
  }
}
