/** What a simulated flow does with a callback, and what a flow engine says with it (connector protocol §2.2). */
export const BEHAVIOURS = {
  accepts: { status: 202 },
  busy: { status: 429, code: 'WorkflowTriggerConcurrencyLimitReached', headers: { 'retry-after': '10' } },
  unavailable: { status: 503, code: 'ServiceUnavailable' },
  off: { status: 400, code: 'WorkflowTriggerIsNotEnabled' },
  rejects: { status: 400, code: 'TriggerInputSchemaMismatch' },
  expired: { status: 401, code: 'DirectApiAuthorizationRequired' },
  gone: { status: 404, code: 'WorkflowNotFound' },
  /** Takes it, but later than anybody waits. */
  slow: { status: 202 },
  /** Takes it, and never ends its answer. */
  endless: { status: 200 },
  /** Closes the connection without a word. */
  dead: undefined,
} as const satisfies Record<string, Reply | undefined>

export type Reply = { status: number; code?: string; headers?: Record<string, string> }

export type Behaviour = keyof typeof BEHAVIOURS

export const behaviours = Object.keys(BEHAVIOURS) as Behaviour[]

export const MESSAGES: Record<string, string> = {
  WorkflowTriggerConcurrencyLimitReached: 'The workflow has reached its limit of concurrent runs; try again later.',
  ServiceUnavailable: 'The service is temporarily unavailable.',
  WorkflowTriggerIsNotEnabled: 'Could not execute workflow trigger: the workflow is not enabled.',
  TriggerInputSchemaMismatch: 'The input body for the trigger does not match its schema definition.',
  DirectApiAuthorizationRequired: 'The request must be authenticated only by Shared Access scheme.',
  WorkflowNotFound: 'The workflow could not be found.',
}
