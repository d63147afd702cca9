/** A statement that may not be run, and why: for whoever wrote it. */
export class SqlRefused extends Error {}

const QUERIES = ['SELECT_NODE', 'SET_OPERATION_NODE', 'RECURSIVE_CTE_NODE', 'CTE_NODE']
const TABLES = ['BASE_TABLE', 'TABLE_FUNCTION', 'SUBQUERY', 'JOIN', 'EMPTY', 'EXPRESSION_LIST']
const TABLE_FUNCTIONS = ['range', 'generate_series', 'unnest']
// They tell of the process, change its state, or take memory as it lies.
const FUNCTIONS = [
  'current_setting',
  'getvariable',
  'nextval',
  'currval',
  'write_log',
  'setseed',
  'finalize',
  'combine',
]
const CTE_NAME = /^(?!duckdb_|pg_|sqlite_|pragma_)\w{1,100}$/i

type Json = { [member: string]: unknown }

/**
 * The names of the tables that a statement reads, from DuckDB's own parse of it (json_serialize_sql, which takes nothing
 * but SELECT). What is not on the list of what may stand after FROM is refused, so that no function that DuckDB has or
 * will have reads a file: the list is short, and the statement's text is never searched.
 * @throws SqlRefused
 */
export function tablesRead(parsed: unknown): string[] {
  const { error, error_message, statements } = parsed as {
    error: boolean
    error_message?: string
    statements?: unknown[]
  }
  if (error) throw new SqlRefused(refusal(String(error_message)))
  if (statements?.length !== 1) throw new SqlRefused('It must be one SELECT statement.')
  const own = new Set<string>()
  const named = new Set<string>()
  visit(statements, node => {
    const { type, class: kind } = node
    if ('cte_map' in node) for (const name of cteNames(node)) own.add(name)
    if (kind === 'FUNCTION') refuseFunction(String(node.function_name))
    if (kind === 'PARAMETER') throw new SqlRefused('It must not have parameters.')
    if (kind !== undefined || typeof type !== 'string' || type.endsWith('_TYPE_INFO')) return
    if (type.endsWith('_NODE') && !QUERIES.includes(type)) throw new SqlRefused('It may only select.')
    if ('alias' in node && !TABLES.includes(type)) throw new SqlRefused('It may only select from entities.')
    if (type === 'TABLE_FUNCTION') refuseTableFunction(node.function)
    if (type === 'BASE_TABLE') named.add(tableName(node))
  })
  return [...named].filter(name => !own.has(name.toLowerCase()))
}

function visit(value: unknown, see: (node: Json) => void) {
  if (typeof value !== 'object' || value === null) return
  if (!Array.isArray(value)) see(value as Json)
  for (const inner of Object.values(value)) visit(inner, see)
}

function cteNames({ cte_map }: Json): string[] {
  const { map } = cte_map as { map: { key: string }[] }
  const wrong = map.find(({ key }) => !CTE_NAME.test(key))
  if (wrong) throw new SqlRefused(`${wrong.key} is no name for a part of it: letters, digits and _ will do.`)
  return map.map(({ key }) => key.toLowerCase())
}

function tableName({ table_name, schema_name, catalog_name }: Json): string {
  if (schema_name !== '' || catalog_name !== '') {
    throw new SqlRefused(`Entities have a name and nothing before it: ${schema_name}.${table_name} is none.`)
  }
  return String(table_name)
}

function refuseTableFunction(called: unknown) {
  const name = String((called as Json).function_name).toLowerCase()
  if (!TABLE_FUNCTIONS.includes(name)) throw new SqlRefused(`It may not select from ${name}().`)
}

function refuseFunction(name: string) {
  if (FUNCTIONS.includes(name.toLowerCase())) throw new SqlRefused(`It may not call ${name}().`)
}

const refusal = (message: string) =>
  message.startsWith('Only SELECT') ? 'It must be one SELECT statement.' : `${message.split('\n')[0]}.`
