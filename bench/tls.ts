import { execFileSync, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { type Arena, startWorker } from './arena.ts'
import { makeFlows } from './flows.ts'
import { round } from './latency.ts'

const HOSTS = 1000
const EVENTS = 20
/** More than is asked for: what is offered does not hold the figure down. */
const EVENT_EVERY_MS = 350

/** Deliveries over TLS to a thousand hosts that take 200 ms to answer: the first event cold, those after it warm. */
export async function overTls(arena: Arena) {
  const folder = mkdtempSync(join(tmpdir(), 'highwater-bench-'))
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')]
  const names = ['-subj', '/CN=receiver', '-addext', 'subjectAltName=IP:127.0.0.1']
  execFileSync(
    'openssl',
    ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '1'].concat(
      '-keyout',
      key,
      '-out',
      cert,
      names,
    ),
    { stdio: 'ignore' },
  )
  const receiver = fork('bench/tls-receiver.ts')
  receiver.send({ key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') })
  const [ports] = (await once(receiver, 'message')) as [number[]]
  const received = async () => {
    receiver.send('count')
    return (await once(receiver, 'message'))[0] as number
  }
  const flows = await makeFlows(arena, HOSTS, { url: number => `https://127.0.0.1:${ports[number]}/` })
  await using worker = await startWorker({ NODE_EXTRA_CA_CERTS: cert })
  async function rate(state: string, events: number) {
    const before = await received()
    const start = performance.now()
    for (let made = 0; made < events; made++) {
      await delay(Math.max(0, start + made * EVENT_EVERY_MS - performance.now()))
      await flows.publish()
    }
    while ((await received()) < before + HOSTS * events) await delay(5)
    const seconds = (performance.now() - start) / 1000
    return { state, hosts: HOSTS, perSecond: Math.round((HOSTS * events) / seconds), megabytes: worker.megabytes() }
  }
  const figures = [await rate('cold', 1), await rate('warm', EVENTS)]
  receiver.disconnect()
  rmSync(folder, { recursive: true })
  return figures.map(figure => ({ ...figure, megabytes: round(figure.megabytes) }))
}
