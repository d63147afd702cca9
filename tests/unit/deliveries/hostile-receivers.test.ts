import type { Socket } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { outcomeOf } from '#lib/deliveries/outcome.ts'
import { send } from '#lib/deliveries/send.ts'
import { guardedAgent } from '#lib/network/guarded-agent.ts'
import { callbackTo } from '#tests/support/callback.ts'
import { countBytesRead, startRawReceiver } from '#tests/support/raw-receiver.ts'

// What a receiver may do to us. Each attempt must end by itself, with no more read than was asked for.

/** For those that would keep us for ever; the others end long before it. */
const SHORT_MS = 300
const LONG_MS = 20_000
/** Kept are 16 KiB; what a socket and a parser hold beside them is bounded too. */
const MOST_BYTES = 512 * 1024

const policy = { hosts: [], allowPrivate: true, self: 'http://127.0.0.1:1' }
let agent: ReturnType<typeof guardedAgent>
let bytes: ReturnType<typeof countBytesRead>
beforeEach(() => {
  agent = guardedAgent({ policy: () => policy, connectTimeoutMs: 1000, connections: 1 })
  bytes = countBytesRead()
})
afterEach(async () => {
  bytes[Symbol.dispose]()
  await agent.destroy()
})

const call = (url: string, deadlineMs = LONG_MS) =>
  send(agent, callbackTo(url), new AbortController().signal, deadlineMs)

const OK = 'HTTP/1.1 202 Accepted\r\n'

/** Writes the piece again and again, as fast as the other side takes it or every so many milliseconds. */
function forever(socket: Socket, piece: string, everyMs?: number) {
  if (everyMs !== undefined) {
    const timer = setInterval(() => socket.write(piece), everyMs)
    socket.on('close', () => clearInterval(timer))
    return
  }
  const block = piece.repeat(Math.ceil(16_384 / piece.length))
  const more = () => {
    while (!socket.destroyed && socket.write(block));
  }
  socket.on('drain', more)
  more()
}

type Case = {
  name: string
  deadlineMs?: number
  serve: (socket: Socket) => void
  error?: string
  statusCode?: number
  outcome: string
}

const timeouts: Case[] = [
  { name: 'never answers', serve: () => {} },
  {
    name: 'sends its headers a byte at a time',
    serve: (socket: Socket) => {
      socket.write(OK)
      forever(socket, 'x', 10)
    },
  },
  {
    name: 'sends its body a byte at a time',
    serve: (socket: Socket) => {
      socket.write(`${OK}content-length: 100000\r\n\r\n`)
      forever(socket, 'x', 10)
    },
  },
  {
    name: 'sends more and more informational answers, slowly',
    serve: (socket: Socket) => forever(socket, 'HTTP/1.1 103 Early Hints\r\n\r\n', 50),
  },
  {
    name: 'promises a body and sends none',
    serve: (socket: Socket) => socket.write(`${OK}content-length: 10\r\n\r\n`),
  },
].map(one => ({ ...one, deadlineMs: SHORT_MS, error: 'timeout', outcome: 'retry' }))

const protocol: Case[] = [
  {
    name: 'never ends its headers',
    serve: (socket: Socket) => {
      socket.write(OK)
      forever(socket, `x-${'y'.repeat(100)}: ${'z'.repeat(100)}\r\n`)
    },
  },
  {
    name: 'sends ten thousand headers',
    serve: (socket: Socket) => socket.end(`${OK}${'a: b\r\n'.repeat(10_000)}content-length: 0\r\n\r\n`),
  },
  {
    name: 'floods with informational answers',
    serve: (socket: Socket) => forever(socket, 'HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n'),
  },
  {
    name: 'answers 100 to what nobody asked',
    serve: (socket: Socket) => forever(socket, 'HTTP/1.1 100 Continue\r\n\r\n'),
  },
  { name: 'answers as in 1991', serve: (socket: Socket) => socket.end('<html>hello</html>') },
  { name: 'answers with noise', serve: (socket: Socket) => forever(socket, '\x00\xff\x16\x03\x01') },
  {
    name: 'gives two lengths',
    serve: (socket: Socket) => socket.end(`${OK}content-length: 1\r\ncontent-length: 2\r\n\r\nab`),
  },
  {
    name: 'gives a length and chunks',
    serve: (socket: Socket) => socket.end(`${OK}content-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n`),
  },
  {
    name: 'gives a chunk that is no number',
    serve: (socket: Socket) => socket.end(`${OK}transfer-encoding: chunked\r\n\r\nzz\r\nhello\r\n`),
  },
  {
    name: 'switches to another protocol',
    serve: (socket: Socket) =>
      socket.end('HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n'),
  },
  {
    name: 'never ends a header that names a chunk',
    serve: (socket: Socket) => {
      socket.write(`${OK}transfer-encoding: chunked\r\n\r\n5;`)
      forever(socket, 'x'.repeat(1000))
    },
  },
  {
    name: 'never ends its trailers',
    serve: (socket: Socket) => {
      socket.write(`${OK}transfer-encoding: chunked\r\n\r\n0\r\n`)
      forever(socket, `x-${'y'.repeat(100)}: z\r\n`)
    },
  },
].map(one => ({ ...one, error: expect.stringMatching(/protocol|connection/) as unknown as string, outcome: 'retry' }))

const connections: Case[] = [
  { name: 'closes without a word', serve: (socket: Socket) => socket.destroy() },
  { name: 'resets', serve: (socket: Socket) => socket.resetAndDestroy() },
  {
    name: 'resets within its body',
    serve: (socket: Socket) => {
      socket.write(`${OK}content-length: 100\r\n\r\nabc`, () => setTimeout(() => socket.resetAndDestroy(), 50))
    },
  },
  { name: 'closes its half within its headers', serve: (socket: Socket) => socket.end(`${OK}x-a: `) },
  { name: 'closes its half and listens on', serve: (socket: Socket) => socket.end() },
  {
    name: 'sends less than it promised',
    serve: (socket: Socket) => socket.end(`${OK}content-length: 100\r\n\r\nabc`),
  },
].map(one => ({ ...one, error: expect.stringMatching(/connection|protocol/) as unknown as string, outcome: 'retry' }))

const taken: Case[] = [
  {
    name: 'never ends its body',
    serve: (socket: Socket) => {
      socket.write(`${OK}transfer-encoding: chunked\r\n\r\n`)
      forever(socket, `400\r\n${'x'.repeat(1024)}\r\n`)
    },
  },
  {
    name: 'never ends a body without a length',
    serve: (socket: Socket) => {
      socket.write(`${OK}\r\n`)
      forever(socket, 'x'.repeat(1024))
    },
  },
  {
    name: 'sends a bomb, packed',
    serve: (socket: Socket) => {
      const bomb = gzipSync(Buffer.alloc(50_000_000))
      socket.write(
        `${OK}content-encoding: gzip\r\ncontent-type: application/json\r\ncontent-length: ${bomb.length}\r\n\r\n`,
      )
      socket.end(bomb)
    },
  },
  {
    name: 'sends more than it promised',
    serve: (socket: Socket) =>
      socket.write(`${OK}content-length: 3\r\n\r\nabcHTTP/1.1 410 Gone\r\ncontent-length: 0\r\n\r\n`),
  },
].map(one => ({ ...one, statusCode: 202, outcome: 'delivered' }))

describe('a receiver that', () => {
  test.each([...timeouts, ...protocol, ...connections, ...taken])(
    '$name is left in time, with little read',
    async ({ serve, deadlineMs, error, statusCode, outcome }) => {
      await using receiver = await startRawReceiver(serve)
      const { answer } = await call(receiver.url(), deadlineMs)
      expect(answer).toMatchObject(error ? { error } : { statusCode })
      expect(outcomeOf(answer).kind).toBe(outcome)
      if ('body' in answer) expect(answer.body.length).toBeLessThanOrEqual(16_384)
      expect(bytes.total()).toBeLessThanOrEqual(MOST_BYTES)
    },
    LONG_MS + 5000,
  )

  test('behaves is called over one connection, again and again', async () => {
    await using receiver = await startRawReceiver(socket => socket.write(`${OK}content-length: 2\r\n\r\nok`))
    for (let n = 0; n < 3; n++)
      expect((await call(receiver.url())).answer).toMatchObject({ statusCode: 202, body: 'ok' })
    expect([receiver.connections(), receiver.requests.length]).toEqual([1, 3])
  })

  test('answers once more than it was asked does not answer the next call with it', async () => {
    let calls = 0
    await using receiver = await startRawReceiver(socket => {
      const first = ++calls === 1
      socket.write(`${OK}content-length: 0\r\n\r\n${first ? 'HTTP/1.1 410 Gone\r\ncontent-length: 0\r\n\r\n' : ''}`)
    })
    expect((await call(receiver.url())).answer).toMatchObject({ statusCode: 202 })
    expect((await call(receiver.url())).answer).toMatchObject({ statusCode: 202 })
  })

  test('puts in its answer what cannot be stored is read as far as it can be', async () => {
    await using receiver = await startRawReceiver(socket =>
      socket.end(
        Buffer.from(`${OK}content-length: 4\r\nx-ms-workflow-run-id: ${'r'.repeat(5000)}\r\n\r\na\0\xffb`, 'latin1'),
      ),
    )
    const { answer, runId } = await call(receiver.url())
    expect(answer).toMatchObject({ statusCode: 202, body: 'a\ufffd\ufffdb' })
    expect(runId).toHaveLength(200)
  })

  test('was left hears of it: nothing stays open', async () => {
    await using receiver = await startRawReceiver(socket => socket.on('end', () => socket.end()))
    expect((await call(receiver.url(), SHORT_MS)).answer).toMatchObject({ error: 'timeout' })
    await expect.poll(receiver.connections).toBe(0)
  })
})

describe('a redirect', () => {
  const statuses = [300, 301, 302, 303, 304, 305, 307, 308]
  const elsewhere = [
    '/elsewhere',
    'http://169.254.169.254/latest/meta-data/',
    'http://[::1]/',
    'file:///etc/passwd',
    '//evil.example',
    '',
  ]

  test.each(statuses)('of kind %i is not followed, wherever it leads', async status => {
    await using other = await startRawReceiver(socket => socket.end(`${OK}\r\n`))
    for (const location of [other.url('/inward'), ...elsewhere]) {
      await using receiver = await startRawReceiver(socket =>
        socket.end(`HTTP/1.1 ${status} Elsewhere\r\nlocation: ${location}\r\ncontent-length: 0\r\n\r\n`),
      )
      const { answer } = await call(receiver.url())
      expect(answer).toMatchObject({ statusCode: status })
      expect(outcomeOf(answer).kind).toBe('retry')
      expect(receiver.requests).toHaveLength(1)
    }
    expect(other.requests).toEqual([])
  })
})
