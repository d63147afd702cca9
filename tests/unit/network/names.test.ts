import { afterEach, describe, expect, test } from 'vitest'
import { send } from '#lib/deliveries/send.ts'
import { checkCallbackUrl, parseCallbackUrl } from '#lib/network/callback-url.ts'
import { guardedAgent } from '#lib/network/guarded-agent.ts'
import type { Policy } from '#lib/network/policy.ts'
import { callbackTo } from '#tests/support/callback.ts'
import { startDnsServer } from '#tests/support/dns-server.ts'
import { startRawReceiver } from '#tests/support/raw-receiver.ts'

// Names that lead inward, held against what is really dialled, with a DNS server that may answer otherwise each time.

const strict: Policy = { hosts: ['flows.example'], allowPrivate: false, self: 'https://highwater.example' }
const open: Policy = { ...strict, allowPrivate: true }

const agents: ReturnType<typeof guardedAgent>[] = []
afterEach(async () => {
  for (const agent of agents.splice(0)) await agent.destroy()
})

function caller(policy: () => Policy, resolve: Parameters<typeof guardedAgent>[0]['resolve']) {
  const agent = guardedAgent({ policy, connectTimeoutMs: 2000, connections: 1, resolve })
  agents.push(agent)
  return async (url: string) => {
    const { answer } = await send(agent, callbackTo(url), new AbortController().signal, 10_000)
    return answer
  }
}

const taken = () => startRawReceiver(socket => socket.write('HTTP/1.1 202 Accepted\r\ncontent-length: 0\r\n\r\n'))

describe('a name', () => {
  test.each<[string, { addresses: string[]; alias?: string }]>([
    ['that leads to this machine', { addresses: ['127.0.0.1'] }],
    ['that leads to a private network', { addresses: ['10.0.0.7'] }],
    ['that leads to metadata', { addresses: ['169.254.169.254'] }],
    ['that leads to the platform of a cloud', { addresses: ['168.63.129.16'] }],
    ['that leads to loopback by IPv6', { addresses: ['0:0:0:0:0:0:0:1'] }],
    ['that leads to a mapped address', { addresses: ['0:0:0:0:0:ffff:7f00:1'] }],
    ['that leads to a translated address', { addresses: ['64:ff9b:0:0:0:0:a9fe:a9fe'] }],
    ['that leads to a tunnelled address', { addresses: ['2002:7f00:1:0:0:0:0:1'] }],
    ['that leads to a public and a private address', { addresses: ['8.8.8.8', '127.0.0.1'] }],
    ['that leads to a public address, and by IPv6 to a private one', { addresses: ['8.8.8.8', 'fd00:0:0:0:0:0:0:1'] }],
    ['that is another name for one within', { alias: 'db.internal', addresses: ['10.0.0.7'] }],
  ])('%s is refused when a flow subscribes, and when it is dialled', async (_, records) => {
    await using dns = await startDnsServer(() => records)
    const url = 'https://prod.flows.example/run?sig=x'
    await expect(checkCallbackUrl(parseCallbackUrl(url), strict, dns.addresses)).rejects.toMatchObject({
      code: 'Unprocessable',
    })
    expect(await caller(() => strict, dns.resolve)(url)).toMatchObject({ error: 'refused' })
  })

  test('that led outward when the flow subscribed and leads inward when it is called is refused', async () => {
    await using dns = await startDnsServer((_, query) => ({ addresses: [query === 1 ? '8.8.8.8' : '127.0.0.1'] }))
    const url = 'https://prod.flows.example/'
    await checkCallbackUrl(parseCallbackUrl(url), strict, dns.addresses)
    expect(await caller(() => strict, dns.resolve)(url)).toMatchObject({ error: 'refused' })
  })

  test('is asked for once for a connection: what was checked is what is dialled', async () => {
    await using receiver = await taken()
    await using dns = await startDnsServer((_, query) => ({
      addresses: [query === 1 ? '127.0.0.1' : '169.254.169.254'],
    }))
    const call = caller(() => open, dns.resolve)
    expect(await call(`http://prod.flows.example:${receiver.port}/`)).toMatchObject({ statusCode: 202 })
    expect(dns.queries).toEqual(['prod.flows.example', 'prod.flows.example'])
  })

  test('that moves between two connections is refused on the second', async () => {
    await using receiver = await startRawReceiver(socket => socket.end('HTTP/1.1 202 OK\r\nconnection: close\r\n\r\n'))
    await using dns = await startDnsServer((_, query) => ({
      addresses: [query === 1 ? '127.0.0.1' : '169.254.169.254'],
    }))
    const call = caller(() => open, dns.resolve)
    const url = `http://prod.flows.example:${receiver.port}/`
    expect(await call(url)).toMatchObject({ statusCode: 202 })
    expect(await call(url)).toMatchObject({ error: 'refused' })
  })

  test('that is not there is a failure of DNS, and may subscribe: names come and go', async () => {
    await using dns = await startDnsServer(() => undefined)
    const url = 'https://prod.flows.example/'
    await checkCallbackUrl(parseCallbackUrl(url), strict, dns.addresses)
    expect(await caller(() => strict, dns.resolve)(url)).toMatchObject({ error: 'dns' })
  })

  test('off the list is refused without a connection, whatever it leads to', async () => {
    await using dns = await startDnsServer(() => ({ addresses: ['8.8.8.8'] }))
    const call = caller(() => strict, dns.resolve)
    expect(await call('https://flows.example.evil.example/')).toMatchObject({ error: 'refused' })
    expect(await call('https://prod.flows.example:8443/')).toMatchObject({ error: 'refused' })
    expect(await call('http://prod.flows.example/')).toMatchObject({ error: 'refused' })
  })
})

test('a literal address is checked although nobody is asked for it', async () => {
  await using receiver = await taken()
  const call = caller(() => strict, undefined)
  for (const host of ['127.0.0.1', '2130706433', '0x7f.1', '[::ffff:7f00:1]', '[::1]', '0']) {
    expect({ host, answer: await call(`http://${host}:${receiver.port}/`) }).toMatchObject({
      answer: { error: 'refused' },
    })
  }
  expect(receiver.requests).toEqual([])
})

describe('this service itself', () => {
  const self = { ...strict, hosts: ['*'] }

  test('is refused by its public name, by whatever scheme and port', async () => {
    await using dns = await startDnsServer(() => ({ addresses: ['8.8.8.8'] }))
    for (const url of [
      'https://highwater.example/api',
      'https://highwater.example:443/',
      'https://HIGHWATER.example/',
    ]) {
      await expect(checkCallbackUrl(parseCallbackUrl(url), self, dns.addresses)).rejects.toThrow(/never calls itself/)
      expect(await caller(() => self, dns.resolve)(url)).toMatchObject({ error: 'refused' })
    }
  })

  test('is refused at its private address, and what listens beside it is not', async () => {
    await using receiver = await taken()
    await using own = await taken()
    const policy = { ...open, self: `http://127.0.0.1:${own.port}` }
    const call = caller(() => policy, undefined)
    expect(await call(own.url())).toMatchObject({ error: 'refused' })
    expect(await call(receiver.url())).toMatchObject({ statusCode: 202 })
    expect(own.requests).toEqual([])
  })
})

describe('the flow simulator', () => {
  test('is called at exactly its own origin, and nothing else that is private', async () => {
    await using simulator = await taken()
    await using other = await taken()
    const call = caller(() => ({ ...strict, simulator: `http://127.0.0.1:${simulator.port}` }), undefined)
    expect(await call(simulator.url())).toMatchObject({ statusCode: 202 })
    expect(await call(other.url())).toMatchObject({ error: 'refused' })
    expect(await call(`http://localhost:${simulator.port}/`)).toMatchObject({ error: 'refused' })
    expect(await call(`https://127.0.0.1:${simulator.port}/`)).toMatchObject({ error: 'refused' })
  })

  test('cannot be a name that leads to metadata', async () => {
    await using dns = await startDnsServer(() => ({ addresses: ['169.254.169.254'] }))
    const call = caller(() => ({ ...strict, simulator: 'http://simulator.example:3100' }), dns.resolve)
    expect(await call('http://simulator.example:3100/')).toMatchObject({ error: 'refused' })
  })
})

test('what is no longer allowed is not called over a connection that was kept', async () => {
  await using receiver = await taken()
  let policy = open
  const call = caller(() => policy, undefined)
  expect(await call(receiver.url())).toMatchObject({ statusCode: 202 })
  policy = strict
  expect(await call(receiver.url())).toMatchObject({ error: 'refused' })
  policy = { ...open }
  expect(await call(receiver.url())).toMatchObject({ statusCode: 202 })
  expect([receiver.requests.length, receiver.connections()]).toEqual([2, 1])
})
