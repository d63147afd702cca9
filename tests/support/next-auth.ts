import NextAuth from 'next-auth'
import { authOptions } from '#lib/auth/options.ts'

type Answer = { status: number; location: string | undefined; cookies: string[]; json: unknown }

/** Calls next-auth, with our settings, in the shape that needs no running Next. */
export async function nextAuth(
  method: 'GET' | 'POST',
  path: string,
  { body = {}, cookie = '', headers = {} }: { body?: object; cookie?: string; headers?: object } = {},
): Promise<Answer> {
  const url = new URL(path, 'http://127.0.0.1')
  const cookies = Object.fromEntries(
    cookie
      .split('; ')
      .filter(Boolean)
      .map(pair => [pair.slice(0, pair.indexOf('=')), decodeURIComponent(pair.slice(pair.indexOf('=') + 1))]),
  )
  const query = { ...Object.fromEntries(url.searchParams), nextauth: url.pathname.split('/').slice(3) }
  const answer: Answer = { status: 200, location: undefined, cookies: [], json: undefined }
  const response = {
    status(code: number) {
      answer.status = code
      return response
    },
    getHeader: (name: string) => (name === 'Set-Cookie' ? answer.cookies : undefined),
    setHeader(name: string, value: unknown) {
      if (name === 'Set-Cookie') answer.cookies = value as string[]
      if (name === 'Location') answer.location = String(value)
      return response
    },
    json: (value: unknown) => Object.assign(answer, { json: value }),
    send: (value: unknown) => Object.assign(answer, { json: value }),
    end() {},
  }
  await NextAuth(authOptions())({ method, query, body, cookies, headers }, response)
  return answer
}

/** Signs in as the page does: asks for the token against forgery, then sends the form. */
export async function signIn(email: string, password: string, address?: string) {
  const csrf = await nextAuth('GET', '/api/auth/csrf')
  return nextAuth('POST', '/api/auth/callback/credentials', {
    body: { ...(csrf.json as object), email, password, json: 'true' },
    cookie: cookieHeader(csrf.cookies),
    headers: { 'x-client-address': address },
  })
}

export const cookieHeader = (cookies: string[]) => cookies.map(cookie => cookie.split(';')[0]).join('; ')
