import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { makeDataDir } from '#bin/throw-away.ts'
import { productSettings, runProgram } from '#tests/support/product.ts'
import { until } from '#tests/support/until.ts'

export type Part = 'supervisor' | 'web' | 'worker' | 'database'

type Program = ReturnType<typeof runProgram>

const PARTS: Part[] = ['supervisor', 'web', 'worker', 'database']
const CALL_DEADLINE_MS = 10_000

/** The product as `npm start` runs it, on a folder of its own, with processes that a test may kill. */
export class Installation implements AsyncDisposable {
  readonly #folder: Awaited<ReturnType<typeof makeDataDir>>
  readonly #settings: Record<string, string>
  readonly #programs: Program[] = []
  #supervisor: Program

  private constructor(folder: Awaited<ReturnType<typeof makeDataDir>>, settings: Record<string, string>) {
    this.#folder = folder
    this.#settings = settings
    this.#supervisor = this.#run('bin/start.ts', settings)
  }

  static async start(): Promise<Installation> {
    const folder = await makeDataDir()
    const settings = { ...(await productSettings(folder.path)), SAMPLE_DATA: 'false' }
    const installation = new Installation(folder, settings)
    await installation.serves()
    return installation
  }

  /** Starts it again on the same folder, as whoever finds it dead would. */
  async startAgain() {
    this.#supervisor = this.#run('bin/start.ts', this.#settings)
    await this.serves()
  }

  /** One more worker, which nobody starts again. */
  async addWorker(): Promise<Program> {
    const SECRET_KEY = await readFile(join(this.#folder.path, 'secret-key'), 'utf8')
    return this.#run('bin/worker.ts', { ...this.#settings, SECRET_KEY, DATABASE_URL: await this.databaseUrl() })
  }

  async databaseUrl(): Promise<string> {
    const password = await readFile(join(this.#folder.path, 'postgres/password'), 'utf8')
    const port = (await this.#postmaster())[3]
    return `postgresql://highwater:${password}@127.0.0.1:${port}/highwater`
  }

  /** Requests are served and deliveries run. @throws with what the product wrote, where its supervisor has ended */
  async serves() {
    await until(async () => {
      if (hasEnded(this.#supervisor)) throw new Error(`the product has ended:\n${this.#supervisor.output()}`)
      const health = await fetch(`${this.#url}/api/health`).catch(() => undefined)
      return health?.ok
    })
  }

  /** The process that is this part at the moment. */
  async pidOf(part: Part): Promise<number> {
    if (part === 'supervisor') return this.#supervisor.child.pid ?? 0
    if (part === 'database') return Number((await this.#postmaster())[0])
    return until(async () => {
      const { stdout } = await promisify(execFile)('ps', ['-A', '-o', 'pid=,ppid=,args='])
      const rows = stdout.split('\n').map(line => line.trim().split(/\s+/))
      const row = rows.find(
        ([, parent, ...args]) => Number(parent) === this.#supervisor.child.pid && args.includes(`bin/${part}.ts`),
      )
      return Number(row?.[0])
    })
  }

  /** Calls the API with the deployment's key. Rejects where there is no answer. */
  async api(method: 'GET' | 'POST', path: string, body?: object) {
    const response = await fetch(`${this.#url}/api/v1${path}`, {
      method,
      headers: { 'X-API-Key': this.#settings.ADMIN_API_KEY ?? '', 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(CALL_DEADLINE_MS),
    })
    // biome-ignore lint/suspicious/noExplicitAny: tests assert what is in it
    return { status: response.status, json: (await response.json()) as any }
  }

  async [Symbol.asyncDispose]() {
    for (const program of this.#programs) if (!hasEnded(program)) await program.stop()
    await this.#folder.remove()
  }

  get #url() {
    return `http://127.0.0.1:${this.#settings.PORT}`
  }

  /** Lines: pid, data folder, start time, port, …; not all of them are there while it starts. */
  #postmaster(): Promise<string[]> {
    return until(async () => {
      const text = await readFile(join(this.#folder.path, 'postgres/data/postmaster.pid'), 'utf8').catch(() => '')
      const lines = text.split('\n')
      return lines.length > 4 && lines
    })
  }

  #run(file: string, settings: Record<string, string>): Program {
    const program = runProgram(file, settings)
    this.#programs.push(program)
    return program
  }
}

const hasEnded = ({ child }: Program) => child.exitCode !== null || child.signalCode !== null

/** Every process of the product. */
export const everyPid = (product: Installation) => Promise.all(PARTS.map(part => product.pidOf(part)))
