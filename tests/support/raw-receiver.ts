import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { createServer as createTlsServer, type TlsOptions } from 'node:tls'

/**
 * A receiver that writes whatever bytes it likes: `serve` has the socket once the whole request is in.
 * @param tls makes it one over TLS
 */
export async function startRawReceiver(serve: (socket: Socket) => void, tls?: TlsOptions) {
  const requests: string[] = []
  const open = new Set<Socket>()
  const handle = (socket: Socket) => {
    // What the other side does to it is what is tested.
    socket.on('error', () => {})
    let text = ''
    socket.on('data', chunk => {
      text += chunk
      if (!isWhole(text)) return
      requests.push(text)
      text = ''
      serve(socket)
    })
  }
  const server = tls ? createTlsServer(tls, handle) : createServer({ allowHalfOpen: true }, handle)
  server.on('connection', (socket: Socket) => {
    open.add(socket)
    socket.on('close', () => open.delete(socket))
  })
  server.on('tlsClientError', () => {})
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    requests,
    port,
    url: (path = '/') => `${tls ? 'https' : 'http'}://127.0.0.1:${port}${path}`,
    connections: () => open.size,
    async [Symbol.asyncDispose]() {
      for (const socket of open) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}

function isWhole(text: string): boolean {
  const end = text.indexOf('\r\n\r\n')
  const length = Number(text.match(/content-length: (\d+)/i)?.[1])
  return end >= 0 && text.length >= end + 4 + length
}

/** Counts what undici's sockets read from now on. */
export function countBytesRead() {
  const sockets: Socket[] = []
  const connected = (message: unknown) => sockets.push((message as { socket: Socket }).socket)
  subscribe('undici:client:connected', connected)
  return {
    total: () => sockets.reduce((sum, { bytesRead }) => sum + bytesRead, 0),
    [Symbol.dispose]: () => void unsubscribe('undici:client:connected', connected),
  }
}
