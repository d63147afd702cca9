import type { DuckDBConnection } from '@duckdb/node-api'

/** The rows of a query as objects; counts are to be cast to DOUBLE, as integers of 64 bits come as bigint. */
export async function rows<Row>(connection: DuckDBConnection, sql: string): Promise<Row[]> {
  return (await connection.runAndReadAll(sql)).getRowObjectsJS() as Row[]
}
