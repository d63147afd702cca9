import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { chown, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'
import pg from 'pg'
import { type Place, placeFor } from '#lib/database/place.ts'

const run = promisify(execFile)

/** Every user of the server holds this advisory lock, shared; who can have it alone is the last one. */
const USERS_LOCK = 4_857_001

const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  shared_buffers: '128MB',
  // Queries are short; parallel ones would take the cores of refreshes, and more of /dev/shm than containers have.
  max_parallel_workers_per_gather: '0',
  max_parallel_maintenance_workers: '0',
  // Everything but the errors of single statements, which the caller is told.
  log_min_messages: 'log',
}

export type EmbeddedDatabase = {
  url: string
  /** Resolves where the server goes away under its users. */
  lost: Promise<void>
  /** Lets go of the server; the last user stops it. */
  stop(): Promise<void>
}

/**
 * The real PostgreSQL from npm with its data below `dataDir`: made where there is none, attached to where it already runs
 * (it outlives a killed supervisor). It listens on loopback only; its random password lies in its folder, mode 0600.
 */
export async function startEmbedded(dataDir: string): Promise<EmbeddedDatabase> {
  const place = await placeFor(dataDir)
  if (!existsSync(dataOf(place))) await initialise(place)
  const password = await readFile(passwordFile(place), 'utf8')
  for (let attempt = 1; ; attempt++) {
    try {
      const port = (await runningPort(place, password)) ?? (await start(place))
      return entered(place, urlOf(port, password, 'highwater'), await enter(port, password))
    } catch (error) {
      // Its last user is just stopping it, or somebody took the free port first: look again.
      if (attempt === 10) throw error
      await wait(attempt * 100)
    }
  }
}

const dataOf = (place: Place) => join(place.folder, 'data')
const passwordFile = (place: Place) => join(place.folder, 'password')

const urlOf = (port: number, password: string, database: string) =>
  `postgresql://highwater:${password}@127.0.0.1:${port}/${database}`

async function initialise(place: Place) {
  const unfinished = join(place.folder, 'unfinished')
  await rm(unfinished, { recursive: true, force: true })
  await writeFile(passwordFile(place), randomBytes(24).toString('base64url'), { mode: 0o600 })
  if (place.user) await chown(passwordFile(place), place.user.uid, place.user.gid)
  await asUser(place, place.initdb, [
    `--pgdata=${unfinished}`,
    `--pwfile=${passwordFile(place)}`,
    '--username=highwater',
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    // The same order of text on every machine.
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
  ])
  await rename(unfinished, dataOf(place))
}

/** The port of the server that already runs on the folder. */
async function runningPort(place: Place, password: string): Promise<number | undefined> {
  const pidFile = join(dataOf(place), 'postmaster.pid')
  if (!existsSync(pidFile)) return undefined
  // Lines: pid, data folder, start time, port, …
  const port = Number((await readFile(pidFile, 'utf8')).split('\n')[3])
  if (!port) return undefined
  const client = clientFor(port, password, 'postgres')
  try {
    await client.connect()
    return port
  } catch (error) {
    if ((error as { code?: string }).code === 'ECONNREFUSED') return undefined
    throw error
  } finally {
    await client.end()
  }
}

async function start(place: Place): Promise<number> {
  await forgetStranger(place)
  const port = await freePort(await lastPort(place))
  const settings = Object.entries({ ...SETTINGS, port }).map(([name, value]) => `-c ${name}=${value}`)
  await asUser(place, place.pgCtl, [
    'start',
    '--wait',
    `--pgdata=${dataOf(place)}`,
    `--log=${join(place.folder, 'log')}`,
    `--options=${settings.join(' ')}`,
  ])
  return port
}

async function enter(port: number, password: string): Promise<pg.Client> {
  const client = clientFor(port, password, 'postgres')
  await client.connect()
  const { rows } = await client.query(`select pg_try_advisory_lock_shared(${USERS_LOCK}) as joined`)
  if (!rows[0].joined) {
    await client.end()
    throw new Error('The embedded PostgreSQL is being stopped.')
  }
  const { rowCount } = await client.query(`select from pg_database where datname = 'highwater'`)
  if (rowCount === 0) await client.query('create database highwater')
  return client
}

function entered(place: Place, url: string, user: pg.Client): EmbeddedDatabase {
  const lost = Promise.withResolvers<void>()
  let isLost = false
  let isLeft = false
  user.on('end', () => {
    isLost = true
    if (!isLeft) lost.resolve()
  })
  return {
    url,
    lost: lost.promise,
    async stop() {
      isLeft = true
      if (!isLost) await leave(place, user)
    },
  }
}

async function leave(place: Place, user: pg.Client) {
  await user.query(`select pg_advisory_unlock_shared(${USERS_LOCK})`)
  const { rows } = await user.query(`select pg_try_advisory_lock(${USERS_LOCK}) as last`)
  if (rows[0].last) await asUser(place, place.pgCtl, ['stop', '--wait', '--mode=fast', `--pgdata=${dataOf(place)}`])
  await user.end()
}

function clientFor(port: number, password: string, database: string): pg.Client {
  const client = new pg.Client({ connectionString: urlOf(port, password, database), connectionTimeoutMillis: 5000 })
  // The server may go away under an idle connection; the next query tells.
  client.on('error', () => {})
  return client
}

async function asUser(place: Place, command: string, args: string[]) {
  const { NODE_ENV, PATH } = process.env
  const environment = { NODE_ENV, PATH, TZ: 'UTC' }
  try {
    await run(command, args, { cwd: place.folder, ...place.user, env: environment })
  } catch (error) {
    const { stderr, stdout, message } = error as { stderr?: string; stdout?: string; message: string }
    throw new Error(`The embedded PostgreSQL failed in ${place.folder}: ${(stderr || stdout || message).trim()}`)
  }
}

/**
 * PostgreSQL refuses to start where a process lives that has the id of a server which was killed. In a container, where
 * ids are few, that is often another program; Linux tells which.
 */
async function forgetStranger(place: Place) {
  const pidFile = join(dataOf(place), 'postmaster.pid')
  if (!existsSync(pidFile)) return
  const [pid] = (await readFile(pidFile, 'utf8')).split('\n')
  const commandLine = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => undefined)
  if (commandLine && !commandLine.includes(dataOf(place))) await rm(pidFile)
}

/** The port of the run before, which others may still know, or 0. */
async function lastPort(place: Place): Promise<number> {
  const file = join(dataOf(place), 'postmaster.opts')
  const options = existsSync(file) ? await readFile(file, 'utf8') : ''
  return Number(options.match(/"port=(\d+)"/)?.[1] ?? 0)
}

/** The wanted port where it is free, any free one otherwise. */
function freePort(wanted: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', error => (wanted ? freePort(0).then(resolve, reject) : reject(error)))
    server.listen(wanted, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => resolve(port))
    })
  })
}
