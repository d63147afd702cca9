import type { IncomingMessage } from 'node:http'
import { hostname, networkInterfaces } from 'node:os'
import { Invalid, MethodNotAllowed } from '#lib/errors.ts'
import { problem } from '#lib/http/problem.ts'

type Asked = Pick<IncomingMessage, 'method' | 'url' | 'headers'>

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']

/** What a proxy adds. A request that came through one is not redirected: that could only come back here. */
const FORWARDED = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'via']

/** The names by which this machine is reached from itself and its networks. */
export const namesOfThisMachine = (): Set<string> =>
  new Set([
    'localhost',
    hostname().toLowerCase(),
    ...Object.values(networkInterfaces()).flatMap(addresses => (addresses ?? []).map(nameOfAddress)),
  ])

const nameOfAddress = ({ address, family }: { address: string; family: string }) =>
  family === 'IPv6' ? `[${address}]` : address

/** Answers at the door what the framework would answer with a 500, and what belongs to another address of ours. */
export function gate(asked: Asked, appUrl: string, names: Set<string>): Response | undefined {
  const { method = '', url = '', headers } = asked
  const path = pathOf(url)
  if (path === undefined) return problem(new Invalid('The address of the request is malformed.'), '/')
  if (!METHODS.includes(method)) {
    const response = problem(new MethodNotAllowed(`${method} is not a method of this service.`), path)
    response.headers.set('Allow', METHODS.join(', '))
    return response
  }
  if (path !== '/api/health' && isElsewhere(headers, appUrl, names)) {
    return new Response(null, { status: 307, headers: { Location: `${appUrl}${url}` } })
  }
  return undefined
}

function isElsewhere(headers: Asked['headers'], appUrl: string, names: Set<string>): boolean {
  const host = headers.host?.toLowerCase() ?? ''
  if (host === new URL(appUrl).host || FORWARDED.some(name => headers[name] !== undefined)) return false
  return names.has(host.replace(/:\d+$/, ''))
}

/** The path, or undefined where the request's target is not one: `*`, a whole URL, broken escapes, NUL. */
function pathOf(url: string): string | undefined {
  if (!url.startsWith('/')) return undefined
  const [path = ''] = url.split('?')
  try {
    return decodeURIComponent(path).includes('\0') ? undefined : path
  } catch {
    return undefined
  }
}
