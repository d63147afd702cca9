import { once } from 'node:events'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'

// A thousand hosts, each a port of its own, that answer after a while. Started by a benchmark with a key and certificate.

const HOSTS = 1000
const ANSWERS_AFTER_MS = 200

process.once('message', async ({ key, cert }: { key: string; cert: string }) => {
  let received = 0
  const servers = Array.from({ length: HOSTS }, () =>
    createServer({ key, cert, keepAliveTimeout: 60_000 }, (request, response) => {
      request.resume()
      setTimeout(() => {
        received++
        response.writeHead(202).end()
      }, ANSWERS_AFTER_MS)
    }).listen(0, '127.0.0.1'),
  )
  await Promise.all(servers.map(server => once(server, 'listening')))
  process.send?.(servers.map(server => (server.address() as AddressInfo).port))
  process.on('message', () => process.send?.(received))
})
process.on('disconnect', () => process.exit(0))
