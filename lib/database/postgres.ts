import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { chown, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Place } from '#lib/database/place.ts'

const run = promisify(execFile)

const LOG_LINES_TOLD = 5

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

const dataOf = (place: Place) => join(place.folder, 'data')
const passwordFile = (place: Place) => join(place.folder, 'password')
const logFile = (place: Place) => join(place.folder, 'log')

export const readPassword = (place: Place) => readFile(passwordFile(place), 'utf8')

/** Makes the cluster where there is none, with a random password; one that was left half made is made anew. */
export async function initialise(place: Place) {
  if (existsSync(dataOf(place))) return
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

/** The port that the server uses, where the folder says that one runs; it may have been killed since. */
export async function statedPort(place: Place): Promise<number | undefined> {
  // Lines: pid, data folder, start time, port, …
  const lines = await readLines(pidFile(place))
  return Number(lines[3]) || undefined
}

/** Starts the server, on the port of the time before where that is free. @returns the port */
export async function startServer(place: Place): Promise<number> {
  await forgetStranger(place)
  const port = await freePort(await lastPort(place))
  const settings = Object.entries({ ...SETTINGS, port }).map(([name, value]) => `-c ${name}=${value}`)
  const where = [`--pgdata=${dataOf(place)}`, `--log=${logFile(place)}`]
  await asUser(place, place.pgCtl, ['start', '--wait', ...where, `--options=${settings.join(' ')}`])
  return port
}

export const stopServer = (place: Place) =>
  asUser(place, place.pgCtl, ['stop', '--wait', '--mode=fast', `--pgdata=${dataOf(place)}`])

async function asUser(place: Place, command: string, args: string[]) {
  const { NODE_ENV, PATH } = process.env
  try {
    await run(command, args, { cwd: place.folder, ...place.user, env: { NODE_ENV, PATH, TZ: 'UTC' } })
  } catch (error) {
    const { stderr, stdout, message } = error as { stderr?: string; stdout?: string; message: string }
    const log = (await readLines(logFile(place))).slice(-LOG_LINES_TOLD)
    throw new Error(
      `PostgreSQL failed in ${place.folder}: ${[(stderr || stdout || message).trim(), ...log].join('\n')}`,
    )
  }
}

/**
 * PostgreSQL refuses to start where a process lives that has the id of a server which was killed. In a container, where
 * ids are few, that is often another program; Linux tells which.
 */
async function forgetStranger(place: Place) {
  const [pid] = await readLines(pidFile(place))
  const [commandLine] = pid ? await readLines(`/proc/${pid}/cmdline`) : []
  if (commandLine && !commandLine.includes(dataOf(place))) await rm(pidFile(place))
}

/** The port of the run before, which others may still know, or 0. */
async function lastPort(place: Place): Promise<number> {
  const options = await readLines(join(dataOf(place), 'postmaster.opts'))
  return Number(options[0]?.match(/"port=(\d+)"/)?.[1] ?? 0)
}

const pidFile = (place: Place) => join(dataOf(place), 'postmaster.pid')

const readLines = (file: string): Promise<string[]> =>
  readFile(file, 'utf8').then(
    text => text.trimEnd().split('\n'),
    () => [],
  )

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
