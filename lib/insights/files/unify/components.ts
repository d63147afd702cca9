import type { DuckDBConnection } from '@duckdb/node-api'
import { rows } from '#lib/insights/files/unify/rows.ts'

/**
 * Connected components: the table `component` (record, root) of every record in the table `edge` (a, b), with the least
 * record that it is connected to. Each round takes the least root of the neighbours, then the root's own root, so that
 * long chains halve.
 */
export async function findComponents(connection: DuckDBConnection) {
  await connection.run(`
    CREATE OR REPLACE TEMP TABLE neighbour AS
    SELECT DISTINCT a AS record, b AS other FROM edge UNION SELECT DISTINCT b, a FROM edge`)
  await connection.run(`
    CREATE OR REPLACE TEMP TABLE component AS SELECT DISTINCT record, record AS root FROM neighbour`)
  for (;;) {
    await connection.run(`
      CREATE OR REPLACE TEMP TABLE nearer AS
      SELECT own.record, least(any_value(own.root), min(theirs.root)) AS root
      FROM component AS own JOIN neighbour USING (record) JOIN component AS theirs ON theirs.record = neighbour.other
      GROUP BY own.record`)
    const [moved] = await rows<{ moved: boolean }>(
      connection,
      'SELECT count(*) > 0 AS moved FROM component JOIN nearer USING (record) WHERE component.root <> nearer.root',
    )
    if (!moved?.moved) return
    await connection.run(`
      CREATE OR REPLACE TEMP TABLE component AS
      SELECT nearer.record, further.root FROM nearer JOIN nearer AS further ON further.record = nearer.root`)
  }
}
