import type { DuckDBConnection } from '@duckdb/node-api'
import { rows } from '#lib/insights/files/unify/rows.ts'

/**
 * One-to-one assignment, greedy: of the table `wish` (l, r, rank; ranks are unique, the least first) the table `chosen`
 * keeps the best, then the best of what has neither side taken, and so on. What is the best of both its sides is in it
 * whatever the rest, so a round takes all of those at once.
 */
export async function assignOneToOne(connection: DuckDBConnection) {
  await connection.run('CREATE OR REPLACE TEMP TABLE chosen AS FROM wish LIMIT 0')
  for (;;) {
    await connection.run(`
      CREATE OR REPLACE TEMP TABLE best AS
      SELECT wish.* FROM wish
      JOIN (SELECT l, min(rank) AS rank FROM wish GROUP BY l) AS of_l ON of_l.l = wish.l AND of_l.rank = wish.rank
      JOIN (SELECT r, min(rank) AS rank FROM wish GROUP BY r) AS of_r ON of_r.r = wish.r AND of_r.rank = wish.rank`)
    await connection.run('INSERT INTO chosen FROM best')
    await connection.run(`
      CREATE OR REPLACE TEMP TABLE wish AS
      FROM wish WHERE l NOT IN (SELECT l FROM best) AND r NOT IN (SELECT r FROM best)`)
    const [left] = await rows<{ open: boolean }>(connection, 'SELECT count(*) > 0 AS open FROM wish')
    if (!left?.open) return
  }
}
