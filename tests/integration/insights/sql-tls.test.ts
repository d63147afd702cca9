import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { type AddressInfo, createServer, connect as dial, type Socket } from 'node:net'
import { createSecureContext, TLSSocket } from 'node:tls'
import { expect, onTestFinished, test } from 'vitest'
import { type ConnectionSettings, connect } from '#lib/insights/sql/connect.ts'

const read = (name: string) => readFileSync(`tests/fixtures/certificates/${name}.pem`, 'utf8')
const BYTES_OF_SSL_REQUEST = 8

/** PostgreSQL as it speaks TLS: it says S to an SSLRequest, and then is as before (PostgreSQL, 54.2.11). */
async function startTls(certificate: string) {
  const database = new URL(process.env.DATABASE_URL ?? '')
  const secureContext = createSecureContext({ key: read('key'), cert: read(certificate) })
  const open = new Set<Socket>()
  const server = createServer(socket => {
    open.add(socket)
    socket.on('error', () => {})
    socket.once('readable', () => {
      socket.read(BYTES_OF_SSL_REQUEST)
      socket.write('S')
      const inside = new TLSSocket(socket, { isServer: true, secureContext })
      const behind = dial(Number(database.port), database.hostname)
      for (const end of [inside, behind]) end.on('error', () => socket.destroy())
      inside.pipe(behind).pipe(inside)
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    for (const socket of open) socket.destroy()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  return (settings: Partial<ConnectionSettings> = {}) =>
    connect(
      {
        host: 'receiver.example',
        port,
        database: database.pathname.slice(1),
        username: decodeURIComponent(database.username),
        password: decodeURIComponent(database.password),
        tls: 'verify',
        caCertificate: read('authority'),
        ...settings,
      },
      { allowPrivate: true, connectTimeoutMs: 5000, resolve: async () => ['127.0.0.1'] },
      5000,
    )
}

test('a database whose certificate is by the authority that was given is asked over TLS', async () => {
  const connected = await startTls('valid')
  const client = await connected()
  onTestFinished(() => client.end())
  expect((await client.query('select 1 as one')).rows).toEqual([{ one: '1' }])
})

test.each([
  ['of an authority that is not known', 'valid', { caCertificate: null }],
  ['for another host', 'other-host', {}],
  ['that has expired', 'expired', {}],
  ['that it signed itself', 'self-signed', {}],
])('a certificate %s is not trusted', async (_, certificate, settings) => {
  const connected = await startTls(certificate)
  await expect(connected(settings)).rejects.toThrow('has a certificate that is not to be trusted')
})
