import { fork } from 'node:child_process'
import { setTimeout as wait } from 'node:timers/promises'
import { CannotStart } from '#bin/settings.ts'

const DRAIN_MS = 9000
const CALM_MS = 60_000

export type Child = {
  /** Rejects where the first launch ends before it serves. */
  ready: Promise<void>
  /** Ends the child, to be launched again with the environment as it is then. */
  restart(): void
  /** Lets it drain, and ends it after nine seconds. */
  stop(): Promise<void>
}

/** Keeps a process of `bin/` running: one that crashes is started again, later each time. */
export function supervise(script: string, args: string[]): Child {
  const ready = Promise.withResolvers<void>()
  const stopping = new AbortController()
  let crashes = 0
  let serves = false
  let running = launch()

  function launch() {
    const launchedAt = Date.now()
    const child = fork(`bin/${script}.ts`, args, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
    // A child sends one message: that it serves.
    child.once('message', () => {
      serves = true
      ready.resolve()
    })
    child.once('exit', async (code, signal) => {
      if (stopping.signal.aborted) return
      if (!serves)
        return ready.reject(new CannotStart(`The ${script} process ended while it started; its reason is above.`))
      crashes = Date.now() - launchedAt > CALM_MS ? 0 : crashes + 1
      console.error(`The ${script} process ended (${signal ?? code}); starting it again.`)
      await wait(restartDelay(crashes), undefined, { signal: stopping.signal }).then(
        () => {
          running = launch()
        },
        () => {},
      )
    })
    return child
  }

  return {
    ready: ready.promise,
    restart: () => running.kill('SIGTERM'),
    async stop() {
      stopping.abort()
      if (running.exitCode !== null || running.signalCode !== null) return
      const ended = new Promise(resolve => running.once('exit', resolve))
      const patience = setTimeout(() => running.kill('SIGKILL'), DRAIN_MS)
      running.kill('SIGTERM')
      await ended
      clearTimeout(patience)
    },
  }
}

/** Milliseconds before the next launch: at once after a single crash, then up to half a minute. */
export const restartDelay = (crashesInARow: number) =>
  crashesInARow <= 1 ? 0 : Math.min(30_000, 500 * 2 ** (crashesInARow - 2))
