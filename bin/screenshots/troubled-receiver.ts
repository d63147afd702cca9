import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What a flow engine answers when something is wrong with a flow, by the path of the callback. */
const ANSWERS: Record<string, { status: number; code?: string }> = {
  '/unavailable': { status: 503 },
  '/rejects': { status: 400, code: 'TriggerInputSchemaMismatch' },
  '/off': { status: 400, code: 'WorkflowTriggerIsNotEnabled' },
  '/gone': { status: 404, code: 'WorkflowNotFound' },
}

/** A receiver on loopback at which nothing goes well. @returns its base URL */
export async function startTroubledReceiver(stage: AsyncDisposableStack): Promise<string> {
  const server = createServer((request, response) => {
    const { status, code } = ANSWERS[request.url ?? ''] ?? { status: 404 }
    request.resume()
    response.writeHead(status, { 'content-type': 'application/json' })
    response.end(code && JSON.stringify({ error: { code, message: 'The callback was not taken.' } }))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  stage.defer(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}
