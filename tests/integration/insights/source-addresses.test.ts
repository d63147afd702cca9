import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import type { RequestListener } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { database } from '#lib/database/client.ts'
import type { Credentials } from '#lib/insights/data-sources/credentials.ts'
import { type DownloadLimits, download } from '#lib/insights/data-sources/download.ts'
import { freshInstance } from '#tests/support/insights.ts'

const read = (name: string) => readFileSync(`tests/fixtures/certificates/${name}.pem`, 'utf8')

/** A server at https://receiver.example, and what is read from it. */
async function serve(answer: RequestListener, { certificate = 'valid' } = {}) {
  const server = createServer({ key: read('key'), cert: read(certificate) }, answer)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const folder = await mkdtemp(join(tmpdir(), 'highwater-download-'))
  onTestFinished(async () => {
    server.closeAllConnections()
    server.close()
    await rm(folder, { recursive: true })
  })
  const { port } = server.address() as AddressInfo
  const limits: DownloadLimits = {
    bytes: 1_000_000,
    idleMs: 5000,
    totalMs: 10_000,
    dial: {
      ca: read('authority'),
      resolve: (_name, _options, done) => done(null, [{ address: '127.0.0.1', family: 4 }]),
    },
  }
  return async (more: Partial<DownloadLimits> = {}, credentials?: Credentials, signal?: AbortSignal) => {
    const path = join(folder, 'file')
    const url = new URL(`https://receiver.example:${port}/orders.csv?sig=secret`)
    await download(url, credentials, path, { ...limits, ...more }, signal)
    return readFile(path, 'utf8')
  }
}

describe('an address is read', () => {
  test('over TLS, with what it asks for', async () => {
    const read = await serve(({ url, headers }, response) => {
      response.end(JSON.stringify([url, headers.authorization, headers['x-token']]))
    })
    expect(JSON.parse(await read())).toEqual(['/orders.csv?sig=secret', null, null])
  })

  test('with a user name and password, or a header of its own', async () => {
    const read = await serve(({ headers }, response) => response.end(headers.authorization ?? headers['x-token']))
    expect(await read({}, { kind: 'header', name: 'X-Token', value: 'abc' })).toBe('abc')
  })

  test('with basic credentials', async () => {
    const read = await serve(({ headers }, response) => response.end(headers.authorization))
    const given = { kind: 'basic', username: 'ann', password: 'pass word' } as const
    expect(await read({}, given)).toBe(`Basic ${Buffer.from('ann:pass word').toString('base64')}`)
  })

  test('up to a limit, where only its beginning is wanted', async () => {
    const read = await serve((_, response) => response.end('x'.repeat(5_000_000)))
    expect(await read({ bytes: 1000, isCut: true })).toHaveLength(1000)
  })

  test('though it is large', async () => {
    const read = await serve((_, response) => response.end('x'.repeat(50_000_000)))
    expect(await read({ bytes: 60_000_000 })).toHaveLength(50_000_000)
  })
})

describe('a refresh fails, and names the address without its secrets, where it', () => {
  test.each<[string, RequestListener, Partial<DownloadLimits>, string]>([
    ['answers 404', (_, r) => r.writeHead(404).end(), {}, 'answers 404.'],
    ['answers 401', (_, r) => r.writeHead(401).end(), {}, 'answers 401: the credentials are missing or wrong.'],
    [
      'leads elsewhere',
      (_, r) => r.writeHead(302, { location: 'http://169.254.169.254/latest?token=1' }).end(),
      {},
      'answers 302, which leads elsewhere (to 169.254.169.254): enter the address that it leads to.',
    ],
    ['is too large', (_, r) => r.end('x'.repeat(2_000_000)), {}, 'The answer is larger than 1000000 bytes.'],
    ['never answers', () => {}, { idleMs: 300 }, 'was silent for 0 seconds.'],
    [
      'falls silent in the middle',
      (_, r) => {
        r.write('id\n1\n')
      },
      { idleMs: 300 },
      'was silent for 0 seconds.',
    ],
    [
      'drips for ever',
      (_, r) => {
        const dripping = setInterval(() => r.write('x'), 20)
        r.on('close', () => clearInterval(dripping))
      },
      { totalMs: 1000 },
      'takes longer than 1 seconds.',
    ],
    [
      'breaks off',
      (_, r) => r.writeHead(200, { 'content-length': 10 }).write('x', () => r.destroy()),
      {},
      'broke the connection off.',
    ],
    [
      'compresses',
      (_, r) => r.writeHead(200, { 'content-encoding': 'gzip' }).end('x'),
      {},
      'answers in the encoding gzip',
    ],
  ])('%s', async (_, answer, limits, message) => {
    const read = await serve(answer)
    const refusal = await read(limits).catch((error: Error) => error.message)
    expect(refusal).toContain(message)
    expect(refusal).not.toContain('secret')
  })

  test.each(['expired', 'self-signed', 'other-host'])('has a certificate that is %s', async certificate => {
    const read = await serve((_, response) => response.end('x'), { certificate })
    await expect(read()).rejects.toThrow('has a certificate that is not to be trusted')
  })

  test('leads to an address that is never called', async () => {
    const read = await serve((_, response) => response.end('x'))
    const dial = {
      resolve: (_n: string, _o: unknown, done: (e: null, a: { address: string; family: number }[]) => void) =>
        done(null, [{ address: '169.254.169.254', family: 4 }]),
    }
    await expect(read({ dial })).rejects.toThrow('may not be read: receiver.example leads to 169.254.169.254')
  })
})

test('an abort ends it', async () => {
  const begun = Promise.withResolvers<void>()
  const read = await serve(() => begun.resolve())
  const controller = new AbortController()
  const reading = expect(read({}, undefined, controller.signal)).rejects.toThrow('cancelled')
  await begun.promise
  controller.abort(new Error('cancelled'))
  await reading
})

describe('a data source with an address', () => {
  const orders = { kind: 'file', name: 'orders', entityName: 'Order', url: 'https://files.example.com/o.json?sig=1' }
  const basic = { kind: 'basic', username: 'ann', password: 'secret' }

  test('shows neither the query nor the secret, and keeps both sealed', async () => {
    const { api } = await freshInstance()
    const { json, status } = await api.post('manage/datasources', { ...orders, credentials: basic })
    expect(status).toBe(201)
    expect(json).toMatchObject({
      url: 'https://files.example.com/o.json?…',
      format: 'json',
      credentials: { kind: 'basic', username: 'ann' },
    })
    const row = await database().dataSource.findUniqueOrThrow({ where: { id: json.dataSourceId } })
    expect(JSON.stringify(row)).not.toMatch(/sig=1|"secret"/)
    expect(Buffer.from(row.sealedUrl ?? '').includes('sig=1')).toBe(false)
    const audit = await database().auditEntry.findMany({ where: { objectId: json.dataSourceId } })
    expect(JSON.stringify(audit)).not.toMatch(/sig=1|"secret"/)
  })

  test('sent back as it was shown is not changed', async () => {
    const { api } = await freshInstance()
    const { json } = await api.post('manage/datasources', { ...orders, credentials: basic })
    const before = await database().dataSource.findUniqueOrThrow({ where: { id: json.dataSourceId } })
    expect((await api.patch(`manage/datasources/${json.dataSourceId}`, json)).json).toEqual(json)
    const after = await database().dataSource.findUniqueOrThrow({ where: { id: json.dataSourceId } })
    expect(after.sealedUrl).toEqual(before.sealedUrl)
  })

  test('keeps its credentials to the address that they were given for', async () => {
    const { api } = await freshInstance()
    const { json } = await api.post('manage/datasources', { ...orders, credentials: basic })
    const change = (body: object) => api.patch(`manage/datasources/${json.dataSourceId}`, body)
    expect(await change({ url: 'https://files.example.com/other.csv' })).toMatchObject({
      status: 200,
      json: { credentials: { username: 'ann' }, format: 'csv' },
    })
    expect((await change({ url: 'https://evil.example.net/o.csv' })).status).toBe(422)
    const without = { kind: 'basic', username: 'ann' }
    expect((await change({ url: 'https://evil.example.net/o.csv', credentials: without })).status).toBe(422)
    expect(await change({ url: 'https://evil.example.net/o.csv', credentials: null })).toMatchObject({
      status: 200,
      json: { credentials: null },
    })
  })

  test.each([
    ['ftp://files.example.com/o.csv', 'must begin with https://'],
    ['http://files.example.com/o.csv', 'must begin with https://'],
    ['https://ann:secret@files.example.com/o.csv', 'must not hold a user name or password'],
    ['https://169.254.169.254/latest', 'never called'],
    ['https://93.184.216.34:8443/o.csv', 'Only port 443'],
    ['nowhere', 'is not an absolute URL'],
  ])('%s is refused', async (url, message) => {
    const { api } = await freshInstance()
    const { status, json } = await api.post('manage/datasources', { ...orders, url })
    expect(status).toBe(422)
    expect(json.detail).toContain(message)
    expect(json.errors[0].path).toBe('url')
  })

  test('reads from one place only, and newer rows only with a key', async () => {
    const { api } = await freshInstance()
    expect((await api.post('manage/datasources', { ...orders, path: 'o.csv' })).status).toBe(422)
    const incremental = { watermark: 'changed' }
    expect((await api.post('manage/datasources', { ...orders, incremental })).json.errors[0].path).toBe('incremental')
    expect((await api.post('manage/datasources', { ...orders, incremental, primaryKey: 'id' })).status).toBe(201)
  })
})
