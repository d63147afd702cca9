import type { NextRequest } from 'next/server'
import { z } from 'zod'
import { authenticate } from '#lib/auth/authenticate.ts'
import { limitCalls } from '#lib/auth/rate-limit.ts'
import { MethodNotAllowed } from '#lib/errors.ts'
import { ok } from '#lib/http/answer.ts'
import { jsonBody } from '#lib/http/body.ts'
import { parse } from '#lib/http/parse.ts'
import { problem } from '#lib/http/problem.ts'
import { accessTo } from '#lib/instances/access.ts'
import type { Access, Actor } from '#lib/instances/actor.ts'

type Params = Record<string, string>
type Handler<P = Params> = (request: NextRequest, context: { params: Promise<P> }) => Promise<Response>

type Expects<Body, Query> = { body?: z.ZodType<Body>; query?: z.ZodType<Query> }
type Given<Body, Query> = { request: NextRequest; params: Params; body: Body; query: Query }

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const
type Method = (typeof METHODS)[number]

/** The methods of one path. Those it does not have answer 405 as a problem, with Allow. */
export function methods<P = Params>(handlers: Partial<Record<Method, Handler<P>>>): Record<Method, Handler<P>> {
  const allow = METHODS.filter(method => handlers[method]).join(', ')
  const refuse: Handler<P> = async request => {
    const response = problem(new MethodNotAllowed(`This address takes ${allow}.`), request.nextUrl.pathname)
    response.headers.set('Allow', allow)
    return response
  }
  return Object.fromEntries(METHODS.map(method => [method, handlers[method] ?? refuse])) as Record<Method, Handler<P>>
}

/** A call by anybody; the only try/catch of the API. A handler returns a Response, or a value that is sent as 200 JSON. */
export function anonymous<Body = undefined, Query = undefined>(
  expects: Expects<Body, Query>,
  handle: (given: Given<Body, Query>) => Promise<unknown>,
): Handler {
  return async (request, context) => {
    try {
      const params = await context.params
      const query = expects.query
        ? parse(expects.query, Object.fromEntries(request.nextUrl.searchParams), 'The query')
        : undefined
      const body = expects.body ? await jsonBody(request, expects.body) : undefined
      const result = await handle({ request, params, query: query as Query, body: body as Body })
      return result instanceof Response ? result : ok(result)
    } catch (error) {
      return problem(error, request.nextUrl.pathname)
    }
  }
}

/** A call by somebody: signed in, or with a key or token. */
export function signedIn<Body = undefined, Query = undefined>(
  expects: Expects<Body, Query>,
  handle: (given: Given<Body, Query> & { actor: Actor }) => Promise<unknown>,
): Handler {
  return async (request, context) => {
    try {
      const actor = await authenticate(request)
      await limitCalls(actor)
      return await anonymous(expects, given => handle({ ...given, actor }))(request, context)
    } catch (error) {
      return problem(error, request.nextUrl.pathname)
    }
  }
}

/** A call below /instances/{instanceId}, by somebody with a role there; for everybody else the instance is a 404. */
export function inInstance<Body = undefined, Query = undefined>(
  expects: Expects<Body, Query>,
  handle: (given: Given<Body, Query> & { access: Access }) => Promise<unknown>,
): Handler {
  return async (request, context) => {
    try {
      const actor = await authenticate(request)
      await limitCalls(actor)
      const { instanceId } = parse(z.object({ instanceId: z.uuid() }), await context.params, 'The address')
      const access = await accessTo(actor, instanceId)
      return await anonymous(expects, given => handle({ ...given, access }))(request, context)
    } catch (error) {
      return problem(error, request.nextUrl.pathname)
    }
  }
}

/** An id in the path. @throws Invalid where it is not a UUID. */
export const uuidParam = (params: Params, name: string): string =>
  parse(z.object({ [name]: z.uuid() }), params, 'The address')[name] as string
