import type { Attribute, DataPort, FileSource, FileTable } from '#lib/insights/port.ts'

export const CONTACT: Attribute[] = [
  { name: 'rec_id', type: 'text' },
  { name: 'state', type: 'text' },
  { name: 'age', type: 'integer' },
  { name: 'born', type: 'date' },
]

type StagedPort = DataPort<FileSource, FileTable>

/**
 * A data port whose timing a test decides: what reading a source or evaluating a rule is to do at the moment. For
 * interruptions and crashes only; whether data comes out right is tested with real files.
 */
export function stagedPort(stage: Partial<Pick<StagedPort, 'ingest' | 'evaluate' | 'unify'>> = {}): StagedPort {
  return {
    ingest: stage.ingest ?? (async () => ({ rows: 3, attributes: CONTACT })),
    evaluate: stage.evaluate ?? (async (_, evaluations) => evaluations.map(() => ({ value: 2 }))),
    preview: () => Promise.reject(new Error('no refresh previews')),
    unify: stage.unify ?? (() => Promise.reject(new Error('this refresh unifies nothing'))),
    read: () => Promise.reject(new Error('no refresh reads items')),
  }
}

/** Work that goes on until it is interrupted; `begun` settles when it has begun. */
export function endless() {
  const begun = Promise.withResolvers<void>()
  return {
    begun: begun.promise,
    work(signal: AbortSignal | undefined): Promise<never> {
      begun.resolve()
      return new Promise((_, reject) => {
        if (signal?.aborted) reject(signal.reason)
        signal?.addEventListener('abort', () => reject(signal.reason))
      })
    },
  }
}
