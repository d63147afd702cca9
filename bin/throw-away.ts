import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A throw-away DATA_DIR that PostgreSQL's user can reach, also where this runs as root. */
export async function makeDataDir() {
  const path = await mkdtemp(join(tmpdir(), 'highwater-'))
  await chmod(path, 0o711)
  return { path, remove: () => rm(path, { recursive: true, force: true }) }
}
