import pg from 'pg'

export type Statement = { text: string; values: unknown[] }
export type Mode = 'custom' | 'generic'

type Node = {
  'Node Type': string
  'Relation Name'?: string
  'Actual Rows': number
  'Actual Loops': number
  'Rows Removed by Filter'?: number
  'Rows Removed by Index Recheck'?: number
  Plans?: Node[]
}
type Explained = { Plan: Node; 'Execution Time': number }

/** One scan of a table: by which kind of node, and how many rows it read, with those that it threw away. */
export type Scan = { kind: string; rows: number }

/** The statement that the code sends to the database that it is given, which answers with nothing. */
export async function statementOf(work: (db: pg.Pool) => Promise<unknown>): Promise<Statement> {
  const sent: Statement[] = []
  const query = async ({ text, values }: Statement) => {
    sent.push({ text, values })
    return { rows: [] }
  }
  await work({ query } as unknown as pg.Pool)
  const [statement] = sent
  if (!statement) throw new Error('no statement was sent')
  return statement
}

/** Runs the statement, with a plan for its values or for any, and takes it back. */
export async function explain(db: pg.Pool, { text, values }: Statement, mode: Mode) {
  const client = await db.connect()
  try {
    await client.query(`begin; set local plan_cache_mode = force_${mode}_plan; prepare explained as ${text}`)
    const { rows } = await client.query(
      `explain (analyze, buffers, format json) execute explained${values.length > 0 ? `(${values.map(literal)})` : ''}`,
    )
    const [{ Plan: plan, 'Execution Time': ms }] = rows[0]['QUERY PLAN'] as [Explained]
    return { ms, scans: (table: string) => scans(plan, table) }
  } finally {
    await client.query('rollback; deallocate explained')
    client.release()
  }
}

function scans(node: Node, table: string): Scan[] {
  const below = (node.Plans ?? []).flatMap(child => scans(child, table))
  if (node['Relation Name'] !== table || !node['Node Type'].includes('Scan')) return below
  const removed = (node['Rows Removed by Filter'] ?? 0) + (node['Rows Removed by Index Recheck'] ?? 0)
  const rows = Math.round((node['Actual Rows'] + removed) * node['Actual Loops'])
  return [{ kind: node['Node Type'], rows }, ...below]
}

function literal(value: unknown): string {
  if (Array.isArray(value)) return pg.escapeLiteral(`{${value.map(element)}}`)
  return value === null ? 'null' : pg.escapeLiteral(text(value))
}

const element = (value: unknown) => (value === null ? 'null' : JSON.stringify(text(value)))
const text = (value: unknown) => (value instanceof Date ? value.toISOString() : String(value))
