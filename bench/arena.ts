import { type ChildProcess, fork } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import { readyDatabase } from '#bin/database.ts'
import { makeDataDir } from '#bin/throw-away.ts'
import { startEmbedded } from '#lib/database/embedded.ts'
import { closePool, pool } from '#lib/database/pool.ts'
import type { Receipts } from './receiver.ts'

const POLL_MS = 50

/** What a benchmark runs in: a real database as `npm start` has it, receivers in processes of their own. */
export async function startArena(receiverCount: number) {
  const folder = await makeDataDir()
  const database = await startEmbedded(folder.path)
  Object.assign(process.env, {
    DATABASE_URL: database.url,
    SECRET_KEY: randomBytes(32).toString('base64'),
    DATA_DIR: folder.path,
    CALLBACK_ALLOW_PRIVATE: 'true',
    LOG_LEVEL: 'warn',
  })
  await readyDatabase()
  const receivers = await Promise.all(Array.from({ length: receiverCount }, startReceiver))
  return {
    receivers,
    /** Waits until the receivers have this many together, and takes all of it from them. */
    async receipts(count: number): Promise<Receipts> {
      for (;;) {
        const counts = await Promise.all(receivers.map(receiver => receiver.ask<number>('count')))
        if (counts.reduce((sum, each) => sum + each, 0) >= count) break
        await delay(POLL_MS)
      }
      const all = await Promise.all(receivers.map(receiver => receiver.ask<Receipts>('take')))
      return { ids: all.flatMap(({ ids }) => ids), times: all.flatMap(({ times }) => times) }
    },
    /** Nothing that one figure leaves behind is written to disk during the next one. */
    async tidy() {
      await pool().query('vacuum analyze')
      await pool().query('checkpoint')
    },
    async [Symbol.asyncDispose]() {
      for (const receiver of receivers) receiver.close()
      await closePool()
      await database.stop()
      await folder.remove()
    },
  }
}

/** A real worker, on the arena's database. */
export async function startWorker(environment: Record<string, string> = {}) {
  const env = { ...process.env, ...environment }
  const child = fork('bin/worker.ts', { env, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  await once(child, 'message')
  return {
    /** What it holds in memory now (Linux). */
    megabytes: () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]) / 1024,
    async [Symbol.asyncDispose]() {
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      await ended
    },
  }
}

async function startReceiver() {
  const child: ChildProcess = fork('bench/receiver.ts', { serialization: 'advanced' })
  const [port] = await once(child, 'message')
  return {
    url: (path: string) => `http://127.0.0.1:${port}${path}`,
    async ask<T>(question: 'count' | 'take'): Promise<T> {
      child.send(question)
      return (await once(child, 'message'))[0]
    },
    close: () => child.disconnect(),
  }
}

export type Arena = Awaited<ReturnType<typeof startArena>>
