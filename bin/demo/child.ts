import { fork } from 'node:child_process'
import { createServer } from 'node:net'
import { createInterface } from 'node:readline'

export type Child = AsyncDisposable & {
  /** @throws Error with the last lines that it wrote, once it has ended. */ checkAlive(): void
}

const KEPT_LINES = 30

/** A process of the demo: it ends with the demo, however that ends, because it hears when the channel to it closes. */
export function startChild(
  name: string,
  script: string,
  args: string[],
  env: NodeJS.ProcessEnv,
  onLine: (line: string) => void = () => {},
): Child {
  const child = fork(script, args, { env, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] })
  const ended = new Promise<void>(resolve => child.once('exit', () => resolve()))
  const lines: string[] = []
  for (const input of [child.stdout, child.stderr]) {
    if (!input) continue
    createInterface({ input }).on('line', line => {
      lines.push(line)
      if (lines.length > KEPT_LINES) lines.shift()
      onLine(line)
    })
  }
  return {
    checkAlive() {
      if (child.exitCode !== null || child.signalCode !== null) {
        throw new Error(`${name} has ended:\n${lines.join('\n')}`)
      }
    },
    async [Symbol.asyncDispose]() {
      child.kill('SIGTERM')
      await ended
    },
  }
}

/** A port of this machine that nobody uses at this moment. */
export const freePort = () =>
  new Promise<number>((resolve, reject) => {
    const server = createServer().once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() =>
        address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port')),
      )
    })
  })
