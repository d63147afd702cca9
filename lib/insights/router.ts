import { Unprocessable } from '#lib/errors.ts'
import { entitiesOf, relatedEntities } from '#lib/insights/evaluation-check.ts'
import type { FilesPort } from '#lib/insights/files/local-files.ts'
import type { DataPort, Evaluated, Evaluation, FileTable, ReadQuery, RelationTable, Table } from '#lib/insights/port.ts'
import type { SqlPort } from '#lib/insights/sql/sql-port.ts'

/** Where a table is: with our files, or at a connection. */
const placeOf = (table: Table) => ('file' in table ? FILES : table.connectionId)
const FILES = 'files'

const APART =
  'It reads entities that are in different places: files here, or the databases of connections. One statement cannot.'

/** The data port: what is in files goes to the files adapter, what is in a database to that. */
export function routedPort(files: FilesPort, sql: SqlPort): DataPort {
  return {
    ingest: (source, signal) => ('files' in source ? files.ingest(source, signal) : sql.ingest(source, signal)),
    preview: (source, signal) => ('files' in source ? files.preview(source, signal) : sql.preview(source, signal)),
    unify: (step, signal) => files.unify(step, signal),

    async evaluate(tables, evaluations, signal) {
      const results: Evaluated[] = evaluations.map(() => ({ error: APART }))
      const places = evaluations.map(evaluation => placeFor(evaluation, tables))
      for (const place of new Set(places)) {
        if (place === undefined) continue
        const at = places.flatMap((one, index) => (one === place ? [index] : []))
        const asked = at.flatMap(index => evaluations[index] ?? [])
        const answers =
          place === FILES
            ? await files.evaluate(ofFiles(tables), asked, signal)
            : await sql.evaluate(ofConnection(tables, place), asked, signal)
        for (const [order, index] of at.entries()) results[index] = answers[order] ?? { error: APART }
      }
      return results
    },

    async read(table, query, signal) {
      refuseApart(table, query)
      return 'file' in table ? files.read(table, query, signal) : sql.read(table, query, signal)
    },
  }
}

/** Undefined where the entities of an evaluation are not in one place. */
function placeFor(evaluation: Evaluation, tables: Record<string, Table>): string | undefined {
  const places = new Set(entitiesOf(evaluation).flatMap(name => (tables[name] ? [placeOf(tables[name])] : [])))
  return places.size > 1 ? undefined : ([...places][0] ?? FILES)
}

function refuseApart(table: Table, { filter, tables = {} }: ReadQuery) {
  const others = filter ? relatedEntities(filter).flatMap(name => tables[name] ?? []) : []
  if (others.some(other => placeOf(other) !== placeOf(table))) throw new Unprocessable(APART)
}

const ofFiles = (tables: Record<string, Table>): Record<string, FileTable> =>
  Object.fromEntries(Object.entries(tables).flatMap(([name, table]) => ('file' in table ? [[name, table]] : [])))

const ofConnection = (tables: Record<string, Table>, connectionId: string): Record<string, RelationTable> =>
  Object.fromEntries(
    Object.entries(tables).flatMap(([name, table]) =>
      'connectionId' in table && table.connectionId === connectionId ? [[name, table]] : [],
    ),
  )
