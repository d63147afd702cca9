import { isDatabaseUnavailable } from '#lib/database/unavailable.ts'
import { DomainError, TooManyRequests, Unavailable } from '#lib/errors.ts'
import { log } from '#lib/log.ts'

const STATUS: Record<string, { status: number; title: string }> = {
  InvalidRequest: { status: 400, title: 'The request is not valid' },
  Unauthenticated: { status: 401, title: 'Not signed in' },
  Forbidden: { status: 403, title: 'Not allowed' },
  NotFound: { status: 404, title: 'Not found' },
  MethodNotAllowed: { status: 405, title: 'Method not allowed' },
  NameTaken: { status: 409, title: 'The name is taken' },
  TooLarge: { status: 413, title: 'Too large' },
  UnsupportedMediaType: { status: 415, title: 'Unsupported media type' },
  Unprocessable: { status: 422, title: 'Not acceptable as it is' },
  TooManyRequests: { status: 429, title: 'Too many requests' },
  Unavailable: { status: 503, title: 'Not available' },
}

/**
 * The answer to an error: problem+json (RFC 9457), with `message` and `error` beside it because those are the members
 * that flow designers read. Whatever is not a DomainError is logged and told as a 500 without its message.
 */
export function problem(error: unknown, path: string): Response {
  if (isDatabaseUnavailable(error))
    return problem(new Unavailable('The database cannot be reached at the moment; try again.'), path)
  if (!(error instanceof DomainError)) {
    log.error({ err: error, path }, 'unexpected error')
    return body(
      500,
      'Internal error',
      'InternalError',
      'Something went wrong here. It has been logged; try again.',
      path,
    )
  }
  const { status, title } = STATUS[error.code] ?? { status: 500, title: 'Internal error' }
  const response = body(status, title, error.code, error.message, path, error.issues)
  if (status === 401) response.headers.set('WWW-Authenticate', 'Bearer error="invalid_token"')
  if (error instanceof Unavailable) response.headers.set('Retry-After', '5')
  if (error instanceof TooManyRequests) response.headers.set('Retry-After', String(error.retryAfterSeconds))
  return response
}

function body(status: number, title: string, code: string, detail: string, instance: string, errors: object[] = []) {
  const content = {
    type: `urn:highwater:problem:${code}`,
    title,
    status,
    detail,
    instance,
    message: detail,
    error: { code, message: detail },
    ...(errors.length > 0 && { errors }),
  }
  return new Response(JSON.stringify(content), {
    status,
    headers: { 'Content-Type': 'application/problem+json', 'Cache-Control': 'no-store' },
  })
}
