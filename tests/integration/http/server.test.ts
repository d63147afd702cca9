import { once } from 'node:events'
import { type IncomingMessage, request, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { webServer } from '#lib/http/server.ts'

const closers: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

async function serve(handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>) {
  const web = webServer(handle, 'https://highwater.example.com')
  web.server.listen(0, '127.0.0.1')
  await once(web.server, 'listening')
  closers.push(web.close)
  const { port } = web.server.address() as AddressInfo
  return { ...web, port, url: `http://127.0.0.1:${port}` }
}

/** Sends exactly these headers, as a client may that means no good. */
async function send(port: number, path: string, headers: Record<string, string>, method = 'GET', body = '') {
  const sent = request({ port, path, method, headers: { host: 'highwater.example.com', ...headers } }).end(body)
  const [response] = (await once(sent, 'response')) as [IncomingMessage]
  let text = ''
  for await (const chunk of response) text += chunk
  return { status: response.statusCode, text }
}

const echoHeaders = async (request: IncomingMessage, response: ServerResponse) => {
  response.end(JSON.stringify(request.headers))
}

test('handlers are told the address of the caller, whatever the caller says', async () => {
  const { port } = await serve(echoHeaders)
  const lies = {
    'x-client-address': '203.0.113.7',
    'x-forwarded-for': '203.0.113.7',
    'x-forwarded-host': 'evil.example',
    'x-middleware-subrequest': 'middleware',
    'x-matched-path': '/admin',
  }
  const seen = JSON.parse((await send(port, '/', lies)).text)
  expect(seen['x-client-address']).toBe('127.0.0.1')
  expect(Object.keys(seen).sort()).toEqual(['connection', 'host', 'x-client-address', 'x-forwarded-proto'])
})

test('handlers see every request as one to APP_URL', async () => {
  const { port } = await serve(echoHeaders)
  const seen = JSON.parse((await send(port, '/', { host: 'whatever.internal', 'x-forwarded-for': 'x' })).text)
  expect(seen).toMatchObject({ host: 'highwater.example.com', 'x-forwarded-proto': 'https' })
})

test('a router state that the framework could not read is dropped', async () => {
  const { port } = await serve(echoHeaders)
  const name = 'next-router-state-tree'
  const good = encodeURIComponent(JSON.stringify(['', { children: ['segments', {}] }]))
  expect(JSON.parse((await send(port, '/', { [name]: good })).text)[name]).toBe(good)
  expect(JSON.parse((await send(port, '/', { [name]: 'garbage' })).text)[name]).toBeUndefined()
})

test('TRACE and broken escapes are answered before any handler runs', async () => {
  const { port } = await serve(async () => {
    throw new Error('a handler ran')
  })
  expect((await send(port, '/api/v1/x', {}, 'TRACE')).status).toBe(405)
  expect((await send(port, '/api/v1/%ff', {})).status).toBe(400)
})

test('a handler that fails is a 500 that tells nothing', async () => {
  const { port } = await serve(async () => {
    throw new Error('the password is hunter2')
  })
  const { status, text } = await send(port, '/api/v1/x', {})
  expect(status).toBe(500)
  expect(text).not.toContain('hunter2')
})

test('a long upload reaches the handler whole', async () => {
  const { port } = await serve(async (request, response) => {
    let size = 0
    for await (const chunk of request) size += chunk.length
    response.end(String(size))
  })
  const body = 'x'.repeat(25_000_000)
  expect((await send(port, '/upload', { 'content-length': String(body.length) }, 'PUT', body)).text).toBe('25000000')
})

test('closing lets open requests finish and ends event streams', async () => {
  const asked = Promise.withResolvers<() => void>()
  const { url, close } = await serve(async (request, response) => {
    if (request.url === '/stream') {
      response.setHeader('Content-Type', 'text/event-stream').write('data: 1\n\n')
    } else {
      asked.resolve(() => response.end('finished'))
    }
  })
  const headers = { 'x-forwarded-for': '203.0.113.7' }
  const stream = (await fetch(`${url}/stream`, { headers })).body?.getReader()
  await stream?.read()
  const slow = fetch(`${url}/slow`, { headers })
  const finish = await asked.promise
  closers.length = 0
  const closed = close()
  await expect(stream?.read()).rejects.toThrow()
  finish()
  expect(await (await slow).text()).toBe('finished')
  await closed
})
