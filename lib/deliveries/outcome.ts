import type { StatusReason } from '#lib/subscriptions/status-reason.ts'

/** What came back from an attempt: an answer, or none and why. */
export type Answer =
  | { statusCode: number; retryAfterMs?: number; body: string }
  | { error: AttemptError; message: string }

export type AttemptError = 'timeout' | 'dns' | 'connection' | 'tls' | 'refused' | 'sealed' | 'protocol' | 'stopped'

/** What an answer leads to (contract §4, connector-protocol §2.2). */
export type Outcome =
  | { kind: 'delivered' }
  | { kind: 'retry' }
  /** The receiver will never take this body: no retry. */
  | { kind: 'failed' }
  /** The subscription ends; its open deliveries are cancelled. */
  | { kind: 'gone'; reason: StatusReason }
  /** The subscription pauses and keeps the delivery; `probe`: it is asked again from time to time. */
  | { kind: 'paused'; reason: StatusReason; probe: boolean }
  /** We stopped while it was under way: the receiver may have it. */
  | { kind: 'unknown' }

/** The one table of what answers mean. */
export function outcomeOf(answer: Answer): Outcome {
  if ('error' in answer) return outcomeWithout(answer.error)
  const { statusCode, body } = answer
  if (statusCode >= 200 && statusCode < 300) return { kind: 'delivered' }
  switch (statusCode) {
    case 410:
      return { kind: 'gone', reason: 'flowGone' }
    case 404:
      return hasCode(body, 'WorkflowNotFound', 'WorkflowTriggerNotFound')
        ? { kind: 'gone', reason: 'flowGone' }
        : { kind: 'retry' }
    case 400:
      return hasCode(body, 'WorkflowTriggerIsNotEnabled')
        ? { kind: 'paused', reason: 'flowOff', probe: true }
        : { kind: 'failed' }
    case 401:
    case 403:
      return { kind: 'paused', reason: 'notAuthorised', probe: false }
    case 413:
    case 415:
      return { kind: 'failed' }
    default:
      return { kind: 'retry' }
  }
}

function outcomeWithout(error: AttemptError): Outcome {
  if (error === 'stopped') return { kind: 'unknown' }
  if (error === 'refused') return { kind: 'paused', reason: 'hostRefused', probe: true }
  return { kind: 'retry' }
}

/** Whether the body is the flow engine's error of one of these codes: `{"error":{"code":"WorkflowNotFound",…}}`. */
function hasCode(body: string, ...codes: string[]): boolean {
  try {
    const parsed: unknown = JSON.parse(body)
    const error = member(parsed, 'error') ?? parsed
    const code = member(error, 'code')
    return typeof code === 'string' && codes.includes(code)
  } catch {
    return false
  }
}

const member = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && name in value ? (value as Record<string, unknown>)[name] : undefined
