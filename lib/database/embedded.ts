import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { type Place, placeFor } from '#lib/database/place.ts'
import { initialise, readPassword, startServer, statedPort, stopServer } from '#lib/database/postgres.ts'

/** Every user of the server holds this advisory lock, shared; who can have it alone is the last one. */
const USERS_LOCK = 4_857_001

const ATTEMPTS = 10
/** PostgreSQL: it is starting, or stopping. */
const CANNOT_CONNECT_NOW = '57P03'

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
  await initialise(place)
  const password = await readPassword(place)
  for (let attempt = 1; ; attempt++) {
    try {
      const port = (await runningPort(place, password)) ?? (await startServer(place))
      return entered(place, urlOf(port, password, 'highwater'), await enter(port, password))
    } catch (error) {
      // Its last user is just stopping it, or somebody took the free port first: look again.
      if (attempt === ATTEMPTS) throw error
      await wait(attempt * 100)
    }
  }
}

const urlOf = (port: number, password: string, database: string) =>
  `postgresql://highwater:${password}@127.0.0.1:${port}/${database}`

/** The port of the server that runs on the folder; one that lets us in at the stated port is ours, by its password. */
async function runningPort(place: Place, password: string): Promise<number | undefined> {
  const port = await statedPort(place)
  if (!port) return undefined
  const client = clientFor(port, password)
  try {
    await client.connect()
    return port
  } catch (error) {
    if ((error as { code?: string }).code === CANNOT_CONNECT_NOW) throw error
    return undefined
  } finally {
    await client.end()
  }
}

async function enter(port: number, password: string): Promise<pg.Client> {
  const client = clientFor(port, password)
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
  if (rows[0].last) await stopServer(place)
  await user.end()
}

function clientFor(port: number, password: string): pg.Client {
  const client = new pg.Client({ connectionString: urlOf(port, password, 'postgres'), connectionTimeoutMillis: 5000 })
  // The server may go away under an idle connection; the next query tells.
  client.on('error', () => {})
  return client
}
