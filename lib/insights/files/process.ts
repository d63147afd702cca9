import { type ChildProcess, fork } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { type FilesSettings, WORK_FOLDER } from '#lib/insights/files/engine.ts'
import type { FilesPort } from '#lib/insights/files/local-files.ts'
import { type Answer, fromFailure, type Request, type Verb } from '#lib/insights/files/messages.ts'
import type { Evaluated, Ingested, Page, Preview } from '#lib/insights/port.ts'
import { type Progress, progressListener } from '#lib/insights/progress.ts'

/** The process ended before it could answer. Nothing half-done is left; the call may be made again. */
export class ProcessEnded extends Error {}

/**
 * The files adapter in a process of its own, of lower priority, so that a heavy refresh takes neither this process'
 * memory nor its processor time. It starts at the first call, and again at the first call after it has died.
 */
export function filesProcess(settings: FilesSettings): FilesPort & AsyncDisposable {
  let running: Running | undefined
  function call(verb: Verb, signal: AbortSignal | undefined): Promise<unknown> {
    if (!running?.isReachable) running = new Running(settings)
    return running.call(verb, signal)
  }
  return {
    ingest: (...[source, signal]) => call({ verb: 'ingest', input: [source] }, signal) as Promise<Ingested>,
    evaluate: (...[tables, evaluations, signal]) =>
      call({ verb: 'evaluate', input: [tables, evaluations] }, signal) as Promise<Evaluated[]>,
    preview: (...[source, signal]) => call({ verb: 'preview', input: [source] }, signal) as Promise<Preview>,
    unify: (...[step, signal]) => call({ verb: 'unify', input: [step] }, signal) as never,
    read: (...[table, query, signal]) => call({ verb: 'read', input: [table, query] }, signal) as Promise<Page>,
    async [Symbol.asyncDispose]() {
      await running?.stop()
      running = undefined
    },
  }
}

type Pending = {
  resolve: (value: unknown) => void
  reject: (error: unknown) => void
  tell: ((progress: Progress) => void) | undefined
}

class Running {
  readonly #child: ChildProcess
  readonly #calls = new Map<number, Pending>()
  readonly #ended: Promise<void>
  #lastId = 0

  constructor(settings: FilesSettings) {
    const work = randomUUID()
    this.#child = fork(new URL('./child.ts', import.meta.url), [JSON.stringify([settings, work])], {
      serialization: 'advanced',
      // It reads what strangers wrote, and needs none of our secrets.
      env: { NODE_ENV: 'production' },
      execArgv: ['--max-old-space-size=512'],
    })
    this.#child.on('message', (answer: Answer) => this.#settle(answer))
    const end = async (reason: string) => {
      this.#rejectAll(reason)
      await rm(join(settings.folder, WORK_FOLDER, work), { recursive: true, force: true })
    }
    this.#ended = new Promise((resolve, reject) => {
      this.#child.on('error', error => end(error.message).then(resolve, reject))
      this.#child.on('exit', (code, signal) => end(signal ?? `exit code ${code}`).then(resolve, reject))
    })
  }

  get isReachable() {
    return this.#child.connected
  }

  async call(verb: Verb, signal: AbortSignal | undefined): Promise<unknown> {
    signal?.throwIfAborted()
    const id = ++this.#lastId
    const cancel = () => this.#send({ cancel: id })
    signal?.addEventListener('abort', cancel, { once: true })
    try {
      return await new Promise((resolve, reject) => {
        this.#calls.set(id, { resolve, reject, tell: progressListener() })
        this.#send({ id, ...verb })
      })
    } catch (error) {
      signal?.throwIfAborted()
      throw error
    } finally {
      signal?.removeEventListener('abort', cancel)
    }
  }

  async stop() {
    if (this.#child.connected) this.#child.disconnect()
    const killing = setTimeout(() => this.#child.kill('SIGKILL'), 2000)
    await this.#ended
    clearTimeout(killing)
  }

  #send(request: Request) {
    // A failure to send is the end of the process, which rejects every call.
    this.#child.send(request, () => {})
  }

  #settle(answer: Answer) {
    const pending = this.#calls.get(answer.id)
    if ('progress' in answer) return pending?.tell?.(answer.progress)
    this.#calls.delete(answer.id)
    if ('failure' in answer) pending?.reject(fromFailure(answer.failure))
    else pending?.resolve(answer.value)
  }

  #rejectAll(reason: string) {
    const error = new ProcessEnded(`The process that reads customer data ended (${reason}) before it was done.`)
    for (const { reject } of this.#calls.values()) reject(error)
    this.#calls.clear()
  }
}
