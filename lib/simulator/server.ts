import { randomInt } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import { database } from '#lib/database/client.ts'
import { log } from '#lib/log.ts'
import { flowIdOf, isAuthorised } from '#lib/simulator/address.ts'
import { BEHAVIOURS, type Behaviour, MESSAGES, type Reply } from '#lib/simulator/behaviours.ts'
import { recordCall } from '#lib/simulator/calls.ts'

const MAX_BODY_BYTES = 1_000_000
const ENDLESS_PIECE = 'x'.repeat(1024)
const ENDLESS_EVERY_MS = 20
/** Even what is endless ends, where the caller does not. */
const ENDLESS_PIECES = 3000

/** Longer than any of our attempts waits. */
const SLOW_MS = 20_000

/** The flow simulator: answers at the addresses of simulated flows as a flow engine does. */
export function simulatorServer(slowMs = SLOW_MS): Server {
  return createServer((request, response) => {
    answer(request, response, slowMs).catch(error => {
      log.error({ err: error }, 'the flow simulator could not answer')
      if (response.headersSent) response.destroy()
      else reply(response, { status: 500, code: 'InternalServerError' })
    })
  })
}

async function answer(request: IncomingMessage, response: ServerResponse, slowMs: number) {
  const path = request.url ?? ''
  const flowId = flowIdOf(path)
  const body = await readBody(request)
  // Too large: reading was broken off, and with it the connection.
  if (body === undefined) return
  const flow = flowId && (await database().simulatedFlow.findUnique({ where: { id: flowId } }))
  if (!flow) return reply(response, BEHAVIOURS.gone)
  if (!isAuthorised(path, flow.id)) return reply(response, BEHAVIOURS.expired)
  if (request.method !== 'POST') return reply(response, { status: 405, code: 'MethodNotAllowed' })

  const behaviour = flow.behaviour as Behaviour
  const behaves: Reply | undefined = BEHAVIOURS[behaviour]
  const runId = behaves?.status === 202 ? newRunId() : undefined
  await recordCall(flow, { headers: request.headers, body }, { statusCode: behaves?.status, runId })
  if (!behaves) return request.socket.destroy()
  if (behaviour === 'endless') return neverEnd(response)
  if (behaviour === 'slow') await wait(slowMs, undefined, { ref: false })
  reply(response, { ...behaves, headers: { ...behaves.headers, ...(runId && engineHeaders(flow.id, runId)) } })
}

async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    size += chunk.length
    if (size > MAX_BODY_BYTES) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function reply(response: ServerResponse, { status, code, headers = {} }: Reply) {
  if (code === undefined) return response.writeHead(status, headers).end()
  const body = JSON.stringify({ error: { code, message: MESSAGES[code] ?? code } })
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers }).end(body)
}

async function neverEnd(response: ServerResponse) {
  response.writeHead(200, { 'content-type': 'text/plain' })
  for (let piece = 0; piece < ENDLESS_PIECES && !response.destroyed; piece++) {
    response.write(ENDLESS_PIECE)
    await wait(ENDLESS_EVERY_MS, undefined, { ref: false })
  }
  response.destroy()
}

const engineHeaders = (flowId: string, runId: string) => ({
  'x-ms-workflow-run-id': runId,
  'x-ms-client-tracking-id': runId,
  'x-ms-request-id': crypto.randomUUID(),
  'x-ms-correlation-id': crypto.randomUUID(),
  'x-ms-trigger-history-name': runId,
  'x-ms-workflow-id': flowId.replaceAll('-', ''),
  'x-ms-workflow-version': '1',
  'x-ms-workflow-name': flowId.replaceAll('-', ''),
})

const newRunId = () => `0858${digits(16)}${digits(12)}CU${digits(2)}`
const digits = (count: number) => Array.from({ length: count }, () => randomInt(10)).join('')
