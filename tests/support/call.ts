import { NextRequest } from 'next/server'
import { config } from '#lib/config.ts'

type Handler = (request: NextRequest, context: { params: Promise<Record<string, string>> }) => Promise<Response>
type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

type Call = {
  /** What the folders in brackets stand for. */
  params?: Record<string, string>
  /** Sent as application/json. */
  json?: unknown
  /** Sent as it is; give its content type in `headers`. */
  body?: BodyInit
  /** `X-API-Key` is ADMIN_API_KEY unless given here; `{ 'X-API-Key': '' }` calls as nobody. */
  headers?: Record<string, string>
}

/** Calls a route handler as a function. */
export async function call(
  route: Partial<Record<Method, Handler>>,
  method: Method,
  path: string,
  { params = {}, json, body, headers = {} }: Call = {},
) {
  const handler = route[method]
  if (!handler) throw new Error(`The route has no ${method}.`)
  const sent = new Headers({ 'X-API-Key': config().adminApiKey ?? '', ...headers })
  if (sent.get('x-api-key') === '') sent.delete('x-api-key')
  if (json !== undefined && !sent.has('content-type')) sent.set('Content-Type', 'application/json')
  const request = new NextRequest(new URL(path, config().appUrl), {
    method,
    headers: sent,
    body: json === undefined ? body : JSON.stringify(json),
    duplex: 'half',
  } as ConstructorParameters<typeof NextRequest>[1])
  const response = await handler(request, { params: Promise.resolve(params) })
  const text = await response.text()
  const isJson = /json/.test(response.headers.get('content-type') ?? '')
  return {
    status: response.status,
    headers: response.headers,
    text,
    // biome-ignore lint/suspicious/noExplicitAny: tests assert what is in it
    json: (isJson ? JSON.parse(text) : undefined) as any,
  }
}
