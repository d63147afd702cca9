import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { SMTPServer } from 'smtp-server'

export type ReceivedMail = { from: string; to: string[]; headers: string; text: string; html: string }

/** A mail server on loopback that wants a password, and keeps what it takes; it refuses people as it is told. */
export async function startMailServer() {
  const received: ReceivedMail[] = []
  const refused = new Set<string>()
  let afterData = async () => {}
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    onAuth({ username, password }, _, done) {
      if (username === 'highwater' && password === 'p@ss:word') return done(null, { user: username })
      done(new Error('Invalid username or password'))
    },
    onRcptTo({ address }, _, done) {
      done(refused.has(address) ? Object.assign(new Error('No such mailbox'), { responseCode: 550 }) : null)
    },
    onData(stream, { envelope }, done) {
      const take = async () => {
        const raw = await text(stream)
        received.push({
          from: envelope.mailFrom ? envelope.mailFrom.address : '',
          to: envelope.rcptTo.map(({ address }) => address),
          headers: raw.slice(0, raw.indexOf('\r\n\r\n')),
          text: partOf(raw, 'text/plain'),
          html: partOf(raw, 'text/html'),
        })
        await afterData()
      }
      take().then(() => done(), done)
    },
  })
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  const { port } = server.server.address() as AddressInfo
  return {
    url: `smtp://highwater:${encodeURIComponent('p@ss:word')}@127.0.0.1:${port}`,
    received,
    refuse: (address: string) => refused.add(address),
    /** What happens once a letter is received, and before the server says so. */
    afterData(next: () => Promise<void>) {
      afterData = next
    },
    [Symbol.asyncDispose]: () => new Promise<void>(closed => server.close(closed)),
  }
}

function partOf(raw: string, type: string): string {
  const part = raw.split(/\r\n--[^\r\n]+\r\n/).find(one => one.toLowerCase().startsWith(`content-type: ${type}`)) ?? ''
  const head = part.slice(0, part.indexOf('\r\n\r\n'))
  const body = part.slice(head.length + 4).replace(/\r\n--[\s\S]*$/, '')
  if (/base64/i.test(head)) return Buffer.from(body, 'base64').toString('utf8')
  if (!/quoted-printable/i.test(head)) return body
  const bytes = body
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)))
  return Buffer.from(bytes, 'latin1').toString('utf8')
}
