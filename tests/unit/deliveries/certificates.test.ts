import { readFileSync } from 'node:fs'
import { Webhook } from 'standardwebhooks'
import { expect, test } from 'vitest'
import { outcomeOf } from '#lib/deliveries/outcome.ts'
import { send } from '#lib/deliveries/send.ts'
import { newSecret } from '#lib/deliveries/signature.ts'
import { guardedAgent } from '#lib/network/guarded-agent.ts'
import { callbackTo } from '#tests/support/callback.ts'
import { startRawReceiver } from '#tests/support/raw-receiver.ts'

const read = (name: string) => readFileSync(`tests/fixtures/certificates/${name}.pem`, 'utf8')
const key = read('key')

/** Calls https://receiver.example, which is this receiver. */
async function call(certificate: string, { isKnown = true, tls = {} } = {}) {
  await using receiver = await startRawReceiver(
    socket => socket.end('HTTP/1.1 202 Accepted\r\ncontent-length: 0\r\n\r\n'),
    { key, cert: read(certificate), ...tls },
  )
  const agent = guardedAgent({
    policy: () => ({ hosts: [], allowPrivate: true, self: 'http://127.0.0.1:1' }),
    connectTimeoutMs: 5000,
    connections: 1,
    resolve: (_name, _options, done) => done(null, [{ address: '127.0.0.1', family: 4 }]),
    ca: isKnown ? read('authority') : undefined,
  })
  const secret = newSecret()
  const url = `https://receiver.example:${receiver.port}/`
  const { answer } = await send(agent, callbackTo(url, secret), new AbortController().signal)
  await agent.destroy()
  return { answer, requests: receiver.requests, secret }
}

test('a certificate of a known authority for the host, in its time, is trusted', async () => {
  const { answer, requests } = await call('valid')
  expect(answer).toMatchObject({ statusCode: 202 })
  expect(requests).toHaveLength(1)
})

test.each([
  ['expired', {}],
  ['self-signed', {}],
  ['other-host', {}],
  ['valid', { isKnown: false }],
  ['valid', { tls: { maxVersion: 'TLSv1.1', minVersion: 'TLSv1', ciphers: 'DEFAULT@SECLEVEL=0' } }],
])('a receiver with a certificate that is %s, %j, is sent nothing and tried again', async (certificate, options) => {
  const { answer, requests } = await call(certificate, options)
  expect(answer).toMatchObject({ error: 'tls' })
  expect(outcomeOf(answer).kind).toBe('retry')
  expect(requests).toEqual([])
})

test('what comes over the wire is verified by the library of Standard Webhooks, and nothing else is', async () => {
  const { requests, secret } = await call('valid')
  const [head = '', body = ''] = requests[0]?.split('\r\n\r\n') ?? []
  const headers = Object.fromEntries(
    head
      .split('\r\n')
      .slice(1)
      .map(line => line.split(': ') as [string, string]),
  )
  expect(new Webhook(secret).verify(body, headers)).toEqual({ eventType: 'x' })
  const wrong = [
    () => new Webhook(newSecret()).verify(body, headers),
    () => new Webhook(secret).verify(`${body} `, headers),
    () => new Webhook(secret).verify(body, { ...headers, 'webhook-id': crypto.randomUUID() }),
    () =>
      new Webhook(secret).verify(body, {
        ...headers,
        'webhook-timestamp': String(Number(headers['webhook-timestamp']) + 1),
      }),
  ]
  for (const verify of wrong) expect(verify).toThrow('No matching signature found')
})
