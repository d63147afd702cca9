import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { waitForLock } from '#bin/lock.ts'
import { CannotStart } from '#bin/settings.ts'

const run = promisify(execFile)

const SCHEMA = ['prisma/schema.prisma', 'package-lock.json']
const SOURCES = ['app', 'components', 'lib', 'prisma/schema.prisma', 'next.config.js', 'proxy.ts', 'instrumentation.ts']
const SETTINGS = ['package.json', 'package-lock.json', 'tsconfig.json']

const LOCK = 'node_modules/.cache/build.lock'

type Step = (text: string) => void

/** Makes Prisma's client, where its schema has changed since it was made. */
export const generateIfChanged = (step: Step, signal?: AbortSignal) =>
  makeIfChanged('prisma/generated', SCHEMA, async () => {
    step('Generating the database client')
    await node(['bin/generate.ts'], signal)
  })

/** Builds the console, where its sources have changed since it was built. */
export const buildIfChanged = (step: Step, signal?: AbortSignal) =>
  makeIfChanged('.next', [...SOURCES, ...SETTINGS], async () => {
    step('Building the console (this takes less than a minute)')
    await node(['node_modules/next/dist/bin/next', 'build'], signal)
  })

/** One process of this folder makes at a time; the others wait for it and find it made. */
async function makeIfChanged(folder: string, sources: string[], make: () => Promise<void>) {
  const stamp = join(folder, '.sources')
  await mkdir(dirname(LOCK), { recursive: true })
  const lock = await waitForLock(LOCK, Number.POSITIVE_INFINITY)
  try {
    const current = await hashOf(sources)
    if (existsSync(stamp) && (await readFile(stamp, 'utf8')) === current) return
    await rm(stamp, { force: true })
    await make()
    await writeFile(stamp, current)
  } finally {
    lock?.release()
  }
}

async function hashOf(sources: string[]): Promise<string> {
  const hash = createHash('sha256')
  for (const source of sources.filter(path => existsSync(path))) {
    const inside = (await stat(source)).isDirectory()
      ? (await readdir(source, { recursive: true, withFileTypes: true }))
          .filter(entry => entry.isFile())
          .map(entry => join(entry.parentPath, entry.name))
          .sort()
      : [source]
    for (const file of inside)
      hash
        .update(`${file}\0`)
        .update(await readFile(file))
        .update('\0')
  }
  return hash.digest('hex')
}

async function node(args: string[], signal?: AbortSignal) {
  const env = { ...process.env, NODE_ENV: 'production' as const, NEXT_TELEMETRY_DISABLED: '1' }
  try {
    await run(process.execPath, args, { env, signal, maxBuffer: 64 << 20 })
  } catch (error) {
    if (signal?.aborted) throw error
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string }
    throw new CannotStart(`${stdout}${stderr}\n${args.join(' ')} failed: see above.`)
  }
}
