import { createWriteStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { type Credentials, headersOf } from '#lib/insights/data-sources/credentials.ts'
import { sourcePolicy } from '#lib/insights/data-sources/source-policy.ts'
import { shownUrl } from '#lib/insights/data-sources/url.ts'
import { IngestionError } from '#lib/insights/port.ts'
import { type AgentSettings, guardedAgent } from '#lib/network/guarded-agent.ts'
import { AddressRefused } from '#lib/network/policy.ts'

export type DownloadLimits = {
  /** What is longer fails; or is cut off there, where `isCut`. */
  bytes: number
  isCut?: boolean
  /** Until the answer begins, and between two pieces of it. */
  idleMs: number
  totalMs: number
  /** Whom a test has it trust, and whom it asks for names. */
  dial?: Pick<AgentSettings, 'ca' | 'resolve'>
}

export const REFRESH_LIMITS: DownloadLimits = { bytes: 2 ** 30, idleMs: 60_000, totalMs: 30 * 60_000 }

/** Reads an address into a new file. @throws IngestionError which names the address without what may be secret in it */
export async function download(
  url: URL,
  credentials: Credentials | undefined,
  path: string,
  limits: DownloadLimits,
  signal?: AbortSignal,
) {
  const policy = sourcePolicy()
  const agent = guardedAgent({
    policy: () => policy,
    connectTimeoutMs: Math.min(limits.idleMs, 10_000),
    connections: 1,
    takesLargeAnswers: true,
    ...limits.dial,
  })
  const timeout = AbortSignal.timeout(limits.totalMs)
  try {
    const { statusCode, headers, body } = await agent.request({
      origin: url.origin,
      path: url.pathname + url.search,
      method: 'GET',
      headers: { accept: '*/*', 'accept-encoding': 'identity', 'user-agent': 'Highwater', ...headersOf(credentials) },
      headersTimeout: limits.idleMs,
      bodyTimeout: limits.idleMs,
      signal: AbortSignal.any(signal ? [signal, timeout] : [timeout]),
    })
    const refusal = refused(statusCode, headers)
    if (refusal) {
      body.on('error', () => {}).destroy()
      throw new IngestionError(`${shownUrl(url)} ${refusal}.`)
    }
    await pipeline(body, bounded(limits), createWriteStream(path, { flags: 'wx' }))
  } catch (error) {
    signal?.throwIfAborted()
    if (error instanceof IngestionError) throw error
    throw new IngestionError(`${shownUrl(url)} ${timeout.aborted ? tooSlow(limits.totalMs) : reason(error, limits)}.`)
  } finally {
    await agent.destroy()
  }
}

function refused(status: number, headers: Record<string, string | string[] | undefined>): string | undefined {
  if (status === 401 || status === 403) return `answers ${status}: the credentials are missing or wrong`
  if (status >= 300 && status < 400) {
    return `answers ${status}, which leads elsewhere${elsewhere(headers.location)}: enter the address that it leads to`
  }
  if (status !== 200) return `answers ${status}`
  const encoding = headers['content-encoding'] ?? 'identity'
  return encoding === 'identity' ? undefined : `answers in the encoding ${encoding}, though none was asked for`
}

const elsewhere = (location: unknown) =>
  typeof location === 'string' && URL.canParse(location) ? ` (to ${new URL(location).host})` : ''

const bounded = ({ bytes, isCut = false }: DownloadLimits) =>
  async function* (body: AsyncIterable<Uint8Array>) {
    let room = bytes
    for await (const chunk of body) {
      if (chunk.length > room && !isCut) throw new IngestionError(`The answer is larger than ${bytes} bytes.`)
      yield chunk.subarray(0, room)
      room -= Math.min(chunk.length, room)
      // Ends the call too.
      if (room === 0 && isCut) return
    }
  }

const tooSlow = (milliseconds: number) => `takes longer than ${Math.round(milliseconds / 1000)} seconds`

const REASONS: Record<string, string> = {
  ENOTFOUND: 'cannot be reached: the name is not known',
  EAI_AGAIN: 'cannot be reached: the name cannot be looked up now',
  ECONNREFUSED: 'cannot be reached: the connection is refused',
  ECONNRESET: 'broke the connection off',
  UND_ERR_SOCKET: 'broke the connection off',
  UND_ERR_CONNECT_TIMEOUT: 'cannot be reached: it does not answer',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'sent less than it had promised',
}

function reason(error: unknown, { idleMs }: DownloadLimits): string {
  if (error instanceof AddressRefused) return `may not be read: ${error.message.replace(/\.$/, '')}`
  const { code = '', message } = error as NodeJS.ErrnoException
  if (code === 'UND_ERR_HEADERS_TIMEOUT' || code === 'UND_ERR_BODY_TIMEOUT') {
    return `was silent for ${Math.round(idleMs / 1000)} seconds`
  }
  if (/CERT|SELF_SIGNED|UNABLE_TO|ALTNAME/.test(code)) return `has a certificate that is not to be trusted (${code})`
  return REASONS[code] ?? `cannot be read: ${code || message}`
}
