import { mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { buildIfChanged, generateIfChanged } from '#bin/build.ts'
import { readyDatabase } from '#bin/database.ts'
import { onEnd } from '#bin/lifecycle.ts'
import { waitForLock } from '#bin/lock.ts'
import { waitForPort } from '#bin/port.ts'
import { CannotStart, program, settings } from '#bin/settings.ts'
import { type Child, supervise } from '#bin/supervise.ts'
import type { Config } from '#lib/config.ts'
import { startEmbedded } from '#lib/database/embedded.ts'
import { closePool } from '#lib/database/pool.ts'
import { localSecretKey } from '#lib/secrets/local-key.ts'

// The whole product on one machine: a database, one web and one worker. With --dev, the console is served unbuilt.
const isDev = process.argv.includes('--dev')
/** For a supervisor that is just about to stop. */
const PATIENCE_MS = 3000

const stopping = new AbortController()
const cleanUps: (() => unknown)[] = []
const children: Child[] = []

// Spares the web and the worker half a second of reading their sources at every start.
process.env.NODE_COMPILE_CACHE ??= resolve('node_modules/.cache/node')
onEnd(() => stopping.abort())

await program(async () => {
  try {
    await start(settings())
    // Who was told to stop while it started hears nothing of it any more.
    stopping.signal.throwIfAborted()
    await new Promise(stopped => stopping.signal.addEventListener('abort', stopped, { once: true }))
    step('Stopping')
  } catch (error) {
    if (!stopping.signal.aborted) throw error
  } finally {
    for (const cleanUp of cleanUps.reverse()) await cleanUp()
  }
})
process.exit(0)

async function start(config: Config) {
  await holdFolder(config.dataDir)
  await waitForPort(config.port, config.host)
  await generateIfChanged(step, stopping.signal)
  // Imported only now: before, there may be no Prisma client. Loads while the database starts.
  const firstStart = import('#bin/first-start.ts')
  firstStart.catch(() => {})
  if (!isDev) await buildIfChanged(step, stopping.signal)
  if (!config.databaseUrl) await bringUpDatabase(config.dataDir)
  stopping.signal.throwIfAborted()
  step('Migrating the database')
  await readyDatabase()
  const setUpLink = await (await firstStart).firstStart()
  await closePool()
  step('Starting the web and the worker')
  cleanUps.push(() => Promise.all(children.map(child => child.stop())))
  const scripts = ['web', 'worker', ...(config.flowSimulator ? ['simulator'] : [])]
  for (const script of scripts) children.push(supervise(script, isDev ? ['--dev'] : []))
  await Promise.all(children.map(child => child.ready))
  tell(config, setUpLink)
}

async function holdFolder(dataDir: string) {
  await mkdir(dataDir, { recursive: true, mode: 0o711 }).catch(error => {
    throw new CannotStart(`DATA_DIR ${dataDir} cannot be made: ${error.message}`)
  })
  const lock = await waitForLock(join(dataDir, 'lock'), PATIENCE_MS)
  if (!lock) {
    throw new CannotStart(`Highwater already runs on the data folder ${dataDir}: stop it, or set another DATA_DIR.`)
  }
  // Let go of first: whoever starts next need not wait for what is still being finished here.
  stopping.signal.addEventListener('abort', () => lock.release())
}

async function bringUpDatabase(dataDir: string) {
  step('Starting PostgreSQL')
  process.env.SECRET_KEY ||= await localSecretKey(dataDir)
  let database = await startEmbedded(dataDir).catch(error => {
    throw new CannotStart(error.message)
  })
  process.env.DATABASE_URL = database.url
  cleanUps.push(() => database.stop())
  keepUp()

  function keepUp() {
    database.lost.then(async () => {
      console.error('PostgreSQL has ended; starting it again.')
      database = await startEmbedded(dataDir)
      if (database.url !== process.env.DATABASE_URL) {
        process.env.DATABASE_URL = database.url
        for (const child of children) child.restart()
      }
      keepUp()
    })
  }
}

function tell({ appUrl, dataDir, databaseUrl, flowSimulator }: Config, setUpLink: string | undefined) {
  console.log(`
Highwater is running.

  Address   ${appUrl}
  ${setUpLink ? `Set up    ${setUpLink}\n            (works once, for the first administrator)` : `Sign in   ${appUrl}/sign-in`}
  Data      ${databaseUrl ? 'in the database of DATABASE_URL, files in ' : ''}${resolve(dataDir)}
${flowSimulator ? `  Simulator ${flowSimulator}\n` : ''}  Stop      Ctrl+C
`)
}

function step(text: string) {
  console.log(`${text}…`)
}
