import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect } from 'vitest'

export type Received = {
  path: string
  headers: IncomingHttpHeaders
  text: string
  // biome-ignore lint/suspicious/noExplicitAny: tests assert what is in it
  json: any
  at: number
}

type Answer = (response: ServerResponse, received: Received) => void

/** A flow engine's answer: 202, with the id of the run that it started. */
export const accept: Answer = response => {
  response.writeHead(202, { 'x-ms-workflow-run-id': '08584' }).end()
}

/** An answer of this status, with a flow engine's error code or headers where given. */
export const answer =
  (status: number, { code, headers = {} }: { code?: string; headers?: Record<string, string> } = {}): Answer =>
  response => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers })
    response.end(code ? JSON.stringify({ error: { code, message: 'no' } }) : '')
  }

/** A receiver on loopback that keeps what it was sent and answers as it is told. */
export async function startReceiver(initial: Answer = accept) {
  const received: Received[] = []
  let current = initial

  async function handle(request: IncomingMessage, response: ServerResponse) {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const text = Buffer.concat(chunks).toString('utf8')
    const entry = {
      path: request.url ?? '',
      headers: request.headers,
      text,
      json: JSON.parse(text),
      at: performance.now(),
    }
    received.push(entry)
    current(response, entry)
  }

  const server = createServer((request, response) => void handle(request, response))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    received,
    url: (path = '/') => `http://127.0.0.1:${port}${path}`,
    answerWith(next: Answer) {
      current = next
    },
    async has(count: number) {
      await expect.poll(() => received.length, { timeout: 15_000 }).toBe(count)
      return received
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
