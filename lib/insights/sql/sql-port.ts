import { Unprocessable } from '#lib/errors.ts'
import { type DataPort, IngestionError, type RelationSource, type RelationTable } from '#lib/insights/port.ts'
import { ConnectionFailed, type ConnectionSettings } from '#lib/insights/sql/connect.ts'
import { evaluate } from '#lib/insights/sql/evaluate.ts'
import { type Ask, inDatabase, type SqlLimits, StatementFailed } from '#lib/insights/sql/in-database.ts'
import { read } from '#lib/insights/sql/read.ts'
import { previewRelation, watch } from '#lib/insights/sql/watch.ts'

export type SqlPort = Omit<DataPort<RelationSource, RelationTable>, 'unify'>

export type SqlPortSettings = {
  /** Where a connection leads to, by its id; undefined where it is gone. */
  settingsOf(connectionId: string): Promise<ConnectionSettings | undefined>
  limits(): SqlLimits
}

const GONE = 'Its connection is gone.'

/** The SQL adapter: what is asked is pushed down to the customer's own database, and nothing is copied. */
export function sqlPort({ settingsOf, limits }: SqlPortSettings): SqlPort {
  async function ask<T>(connectionId: string, signal: AbortSignal | undefined, work: (ask: Ask) => Promise<T>) {
    const settings = await settingsOf(connectionId)
    if (!settings) throw new ConnectionFailed(GONE)
    return inDatabase(settings, limits(), signal, work)
  }
  const ingesting = (error: unknown): never => {
    throw isExpected(error) ? new IngestionError(error.message) : error
  }
  return {
    ingest: (source, signal) => ask(source.connectionId, signal, one => watch(one, source)).catch(ingesting),
    preview: (source, signal) => ask(source.connectionId, signal, one => previewRelation(one, source)).catch(ingesting),
    async evaluate(tables, evaluations, signal) {
      const [first] = Object.values(tables)
      if (!first) return []
      try {
        return await ask(first.connectionId, signal, one => evaluate(one, tables, evaluations))
      } catch (error) {
        if (!isExpected(error)) throw error
        return evaluations.map(() => ({ error: error.message }))
      }
    },
    async read(table, query, signal) {
      const others = Object.entries(query.tables ?? {}).flatMap(([name, other]) =>
        'connectionId' in other && other.connectionId === table.connectionId ? [[name, other] as const] : [],
      )
      try {
        return await ask(table.connectionId, signal, one => read(one, table, Object.fromEntries(others), query))
      } catch (error) {
        throw isExpected(error) ? new Unprocessable(error.message) : error
      }
    },
  }
}

const isExpected = (error: unknown): error is Error =>
  error instanceof ConnectionFailed || error instanceof StatementFailed
