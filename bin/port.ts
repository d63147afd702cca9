import { createServer } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { CannotStart } from '#bin/settings.ts'

const PATIENCE_MS = 3000

/** Waits a moment for the port: a web process whose supervisor was killed is just about to let go of it. */
export async function waitForPort(port: number, host: string, setting = 'PORT') {
  const giveUp = Date.now() + PATIENCE_MS
  for (;;) {
    const error = await tryPort(port, host)
    if (!error) return
    if (error.code !== 'EADDRINUSE') throw new CannotStart(`Port ${port} of ${host} (${setting}): ${error.message}`)
    if (Date.now() > giveUp)
      throw new CannotStart(`${setting} ${port} is in use: stop what listens there, or set another.`)
    await wait(200)
  }
}

const tryPort = (port: number, host: string) =>
  new Promise<NodeJS.ErrnoException | undefined>(resolve => {
    const server = createServer().once('error', resolve)
    server.listen(port, host, () => server.close(() => resolve(undefined)))
  })
