import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { parseAndValidateFlightRouterState } from 'next/dist/server/app-render/parse-and-validate-flight-router-state.js'
import { gate, namesOfThisMachine } from '#lib/http/gate.ts'
import { problem } from '#lib/http/problem.ts'

type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>

/** Headers by which we and the framework talk to ourselves, or a proxy to us; from outside they are not believed. */
const NOT_BELIEVED =
  /^(x-client-address|forwarded$|x-forwarded-|x-middleware-|x-invoke-|x-matched-path|x-now-|x-vercel-|x-prerender-)/

const ROUTER_STATE = 'next-router-state-tree'

const HEADERS_TIMEOUT_MS = 20_000
const UPLOAD_TIMEOUT_MS = 3_600_000
// Longer than load balancers keep an idle connection: they, not we, close it.
const KEEP_ALIVE_MS = 75_000

export type WebServer = {
  server: Server
  /** Lets open requests finish; ends event streams, which would never. */
  close(): Promise<void>
}

/**
 * The HTTP server around the framework's handler. Handlers see every request as one to APP_URL, and find the caller's
 * network address in `x-client-address`.
 */
export function webServer(handle: Handler, appUrl: string): WebServer {
  const names = namesOfThisMachine()
  const open = new Set<ServerResponse>()
  let isClosing = false

  const server = createServer((request, response) => {
    open.add(response)
    response.once('close', () => {
      open.delete(response)
      if (isClosing) server.closeIdleConnections()
    })
    const answer = gate(request, appUrl, names)
    if (answer) return send(answer, response)
    believe(request, appUrl)
    handle(request, response).catch(error => {
      if (response.headersSent) response.destroy()
      else send(problem(error, request.url ?? '/'), response)
    })
  })
  server.headersTimeout = HEADERS_TIMEOUT_MS
  server.requestTimeout = UPLOAD_TIMEOUT_MS
  server.keepAliveTimeout = KEEP_ALIVE_MS

  return {
    server,
    async close() {
      isClosing = true
      const closed = new Promise(resolve => server.close(resolve))
      for (const response of open) if (isEventStream(response)) response.destroy()
      await closed
    },
  }
}

function believe(request: IncomingMessage, appUrl: string) {
  for (const name of Object.keys(request.headers)) if (NOT_BELIEVED.test(name)) delete request.headers[name]
  if (!isRouterState(request.headers[ROUTER_STATE])) delete request.headers[ROUTER_STATE]
  request.headers.host = new URL(appUrl).host
  request.headers['x-forwarded-proto'] = new URL(appUrl).protocol.slice(0, -1)
  request.headers['x-client-address'] = request.socket.remoteAddress?.replace(/^::ffff:/, '') ?? ''
}

/** Next answers a state that it cannot read with a 500; without one it sends the whole page. */
function isRouterState(header: string | string[] | undefined): boolean {
  try {
    parseAndValidateFlightRouterState(header)
    return true
  } catch {
    return false
  }
}

const isEventStream = (response: ServerResponse) =>
  String(response.getHeader('content-type') ?? '').startsWith('text/event-stream')

async function send(answer: Response, response: ServerResponse) {
  response.writeHead(answer.status, Object.fromEntries(answer.headers))
  response.end(Buffer.from(await answer.arrayBuffer()))
}
