import type { Dispatcher } from 'undici'
import type { Answer, AttemptError } from '#lib/deliveries/outcome.ts'
import { retryAfter } from '#lib/deliveries/schedule.ts'
import { signatureHeaders } from '#lib/deliveries/signature.ts'
import type { Target } from '#lib/deliveries/target.ts'
import { AddressRefused } from '#lib/network/policy.ts'

export const ATTEMPT_DEADLINE_MS = 15_000
const KEPT_BODY_BYTES = 16_384

export type Callback = { target: Target; deliveryId: string; body: string }

export type Attempt = {
  answer: Answer
  startedAt: Date
  durationMs: number
  /** The flow engine's id of the run that it started. */
  runId?: string
}

/**
 * One attempt: a signed POST, no redirects, one deadline for all of it, the answer bounded in bytes. Never throws.
 * @param stop aborted before the agent is destroyed, when the worker stops
 * @param deadlineMs for all of it: connecting, the request, the answer
 */
export async function send(
  agent: Dispatcher,
  { target, deliveryId, body: payload }: Callback,
  stop: AbortSignal,
  deadlineMs = ATTEMPT_DEADLINE_MS,
): Promise<Attempt> {
  const startedAt = new Date()
  const start = performance.now()
  const deadline = new AbortController()
  const timer = setTimeout(() => deadline.abort(), deadlineMs)
  const result = (answer: Answer, runId?: string): Attempt => ({
    answer,
    startedAt,
    durationMs: performance.now() - start,
    runId,
  })
  try {
    const response = await agent.request({
      origin: target.origin,
      path: target.path,
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'user-agent': 'Highwater/1.0',
        ...signatureHeaders(target.keys, deliveryId, Math.floor(startedAt.getTime() / 1000), payload),
      },
      body: payload,
      signal: deadline.signal,
    })
    const body = await boundedText(response.body)
    return result(
      {
        statusCode: response.statusCode,
        retryAfterMs: retryAfter(single(response.headers['retry-after']), timeOf(single(response.headers.date))),
        body,
      },
      single(response.headers['x-ms-workflow-run-id'])?.slice(0, 200),
    )
  } catch (error) {
    if (stop.aborted)
      return result({ error: 'stopped', message: 'The worker stopped while the attempt was under way.' })
    if (deadline.signal.aborted)
      return result({ error: 'timeout', message: `No complete answer within ${deadlineMs / 1000} s.` })
    return result(failure(error))
  } finally {
    clearTimeout(timer)
  }
}

/** The first bytes of a body; what is beyond is never read. */
async function boundedText(body: Dispatcher.ResponseData['body']): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of body) {
    chunks.push(chunk)
    size += chunk.length
    // Leaving the loop destroys the stream, and with it the connection.
    if (size >= KEPT_BODY_BYTES) break
  }
  return Buffer.concat(chunks).subarray(0, KEPT_BODY_BYTES).toString('utf8').replaceAll('\0', '�')
}

/** The receiver's own clock tells how far away a date of it is; ours where it does not tell. */
function timeOf(date: string | undefined): number {
  const time = Date.parse(date ?? '')
  return Number.isNaN(time) ? Date.now() : time
}

const single = (header: string | string[] | undefined) => (Array.isArray(header) ? header[0] : header)

const CONNECTION_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_SOCKET',
])
const TIMEOUT_CODES = new Set([
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
  'ETIMEDOUT',
])

function failure(error: unknown): { error: AttemptError; message: string } {
  const cause = error instanceof Error ? error : new Error(String(error))
  const code = 'code' in cause ? String(cause.code) : ''
  if (cause instanceof AddressRefused) return { error: 'refused', message: cause.message }
  if (code === 'ENOTFOUND' || code.startsWith('EAI_'))
    return { error: 'dns', message: 'The host name does not resolve.' }
  if (CONNECTION_CODES.has(code)) return { error: 'connection', message: `The connection failed (${code}).` }
  if (TIMEOUT_CODES.has(code)) return { error: 'timeout', message: 'The receiver did not answer in time.' }
  if (/CERT|SSL|TLS|SELF_SIGNED|UNABLE_TO/.test(code))
    return { error: 'tls', message: `The TLS connection failed (${code}).` }
  return { error: 'protocol', message: `The answer could not be read (${code || cause.name}).` }
}
