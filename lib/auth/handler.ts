import { NextRequest } from 'next/server'
import NextAuth from 'next-auth'
import { authOptions } from '#lib/auth/options.ts'
import { Invalid, NotFound } from '#lib/errors.ts'
import { boundedBytes } from '#lib/http/body.ts'
import { problem } from '#lib/http/problem.ts'

const MAX_BYTES = 16_384
const ACTIONS = ['providers', 'session', 'csrf', 'signin', 'signout', 'callback', 'error']

/**
 * next-auth behind the edge of the API: bodies are bounded and hold nothing but strings, which is what next-auth takes
 * for granted, and errors are problems. Only its 401 stays as it is: the sign-in page reads the reason there.
 */
export async function handleAuth(
  request: NextRequest,
  context: { params: Promise<{ nextauth: string[] }> },
): Promise<Response> {
  const { pathname } = request.nextUrl
  try {
    if (!ACTIONS.includes(pathname.split('/')[3] ?? '')) throw new NotFound('There is nothing at this address.')
    const checked = request.method === 'POST' ? await withCheckedBody(request) : request
    const response: Response = await NextAuth(authOptions())(checked, context)
    if (response.status >= 400 && response.status !== 401) throw new Invalid('This is no way to sign in or out.')
    return response
  } catch (error) {
    return problem(error, pathname)
  }
}

async function withCheckedBody(request: NextRequest): Promise<NextRequest> {
  const body = (await boundedBytes(request, MAX_BYTES)).toString('utf8')
  const type = request.headers.get('content-type') ?? ''
  const fields = type.includes('application/json') ? strings(body) : Object.fromEntries(new URLSearchParams(body))
  const headers = new Headers(request.headers)
  headers.set('content-type', 'application/json')
  headers.delete('content-length')
  return new NextRequest(request.url, { method: 'POST', headers, body: JSON.stringify(fields) })
}

function strings(body: string): Record<string, string> {
  let value: unknown
  try {
    value = JSON.parse(body)
  } catch {
    throw new Invalid('The body is not JSON.')
  }
  const entries = typeof value === 'object' && value !== null ? Object.entries(value) : []
  return Object.fromEntries(entries.filter(entry => typeof entry[1] === 'string'))
}
