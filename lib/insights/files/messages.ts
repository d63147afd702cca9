import type { Issue } from '#lib/errors.ts'
import type { FilesPort } from '#lib/insights/files/local-files.ts'
import { IngestionError } from '#lib/insights/port.ts'
import type { Progress } from '#lib/insights/progress.ts'
import { RuleError } from '#lib/insights/rule-check.ts'

/** What the process is asked: a verb of the port with its arguments but the signal, or to give a call up. */
export type Request = Call | { cancel: number }
export type Call = { id: number } & Verb
export type Verb = { [V in keyof FilesPort]: { verb: V; input: Input<V> } }[keyof FilesPort]
type Input<V extends keyof FilesPort> =
  Parameters<FilesPort[V]> extends [...infer I, (AbortSignal | undefined)?] ? I : never

/** What it answers. */
export type Answer = { id: number } & ({ value: unknown } | { failure: Failure } | { progress: Progress })

type Failure = { kind: 'ingestion' | 'rule' | 'other'; message: string; issues: Issue[]; stack: string | undefined }

export function toFailure(error: unknown): Failure {
  const { message, stack } = error instanceof Error ? error : new Error(String(error))
  if (error instanceof RuleError) return { kind: 'rule', message, issues: error.issues, stack }
  return { kind: error instanceof IngestionError ? 'ingestion' : 'other', message, issues: [], stack }
}

/** The error as it was thrown in the process. */
export function fromFailure({ kind, message, issues, stack }: Failure): Error {
  const error =
    kind === 'rule' ? new RuleError(issues) : kind === 'ingestion' ? new IngestionError(message) : new Error(message)
  if (stack !== undefined) error.stack = stack
  return error
}
