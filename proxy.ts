import { type NextRequest, NextResponse } from 'next/server'
import { INSTANCE_COOKIE } from '#lib/instances/cookie.ts'

const YEAR_SECONDS = 365 * 24 * 60 * 60

/**
 * Gives every page a nonce and the policy that goes with it. Never on /api: there it would buffer and cut uploads.
 * Fluent UI sets style attributes, which no nonce can allow; style elements and scripts need the nonce.
 */
export function proxy(request: NextRequest) {
  const environment = request.nextUrl.searchParams.get('environment')
  if (environment !== null) return enter(environment, request)
  const nonce = btoa(crypto.randomUUID())
  const policy = contentSecurityPolicy(nonce)
  const headers = new Headers(request.headers)
  headers.set('x-nonce', nonce)
  headers.set('x-page', request.nextUrl.pathname + request.nextUrl.search)
  headers.set('content-security-policy', policy)
  const response = NextResponse.next({ request: { headers } })
  response.headers.set('content-security-policy', policy)
  response.headers.set('referrer-policy', 'same-origin')
  response.headers.set('x-content-type-options', 'nosniff')
  return response
}

/** A link in an e-mail names the environment that it leads into: from then on it is the one that is looked at. */
function enter(environment: string, { nextUrl }: NextRequest) {
  const page = nextUrl.clone()
  page.searchParams.delete('environment')
  const response = NextResponse.redirect(page)
  // Readable by scripts, as the environment picker's own is: it chooses, and opens nothing.
  const secure = page.protocol === 'https:'
  response.cookies.set(INSTANCE_COOKIE, environment, { path: '/', maxAge: YEAR_SECONDS, sameSite: 'lax', secure })
  return response
}

function contentSecurityPolicy(nonce: string) {
  const development = process.env.NODE_ENV === 'development'
  return [
    `default-src 'self'`,
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ''}`,
    // Next's development tools add styles without a nonce.
    `style-src 'self' ${development ? "'unsafe-inline'" : `'nonce-${nonce}'`}`,
    `style-src-attr 'unsafe-inline'`,
    `img-src 'self' data:`,
    `object-src 'none'`,
    `base-uri 'self'`,
    `form-action 'self'`,
    `frame-ancestors 'none'`,
  ].join('; ')
}

export const config = { matcher: ['/((?!api/|_next/|favicon.ico).*)'] }
