import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** The SECRET_KEY that is made at a first start and kept below `dataDir`, readable by its owner only. */
export async function localSecretKey(dataDir: string): Promise<string> {
  const file = join(dataDir, 'secret-key')
  if (!existsSync(file)) {
    await writeFile(`${file}.new`, randomBytes(32).toString('base64'), { mode: 0o600, flush: true })
    await rename(`${file}.new`, file)
  }
  return (await readFile(file, 'utf8')).trim()
}
