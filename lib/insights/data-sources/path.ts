import { realpath } from 'node:fs/promises'
import { join, sep } from 'node:path'
import { Unprocessable } from '#lib/errors.ts'
import { patternFlaw } from '#lib/insights/data-sources/pattern.ts'
import { dropFolder } from '#lib/insights/folders.ts'

// A backslash and a drive letter mean something on Windows, a glob means many files to DuckDB.
const REFUSED = /[\\*?[\]{}\0]|^[A-Za-z]:/

/** Why a path may not be read, or undefined: it has to name one file below the drop folder. */
export function pathFlaw(path: string): string | undefined {
  if (path.startsWith('/') || REFUSED.test(path)) {
    return 'must be relative to the files folder, and without \\ * ? [ ] { } and drive letters'
  }
  if (path.split('/').some(part => part === '' || part === '.' || part === '..')) {
    return 'must not have empty, . or .. parts'
  }
  return undefined
}

/** @throws Unprocessable where a pattern may not be read */
export function checkPattern(pattern: string) {
  const flaw = patternFlaw(pattern)
  if (flaw) throw new Unprocessable(`The pattern ${flaw}.`, [{ path: 'pattern', message: flaw }])
}

/**
 * The absolute path of a file in the drop folder. One that does not exist yet is fine: the refresh will tell.
 * @throws Unprocessable where it is not below the folder, by its letters or by a symbolic link.
 */
export async function dropFolderPath(path: string): Promise<string> {
  const flaw = pathFlaw(path)
  if (flaw) throw refused(flaw)
  const folder = await real(dropFolder())
  const target = await real(join(dropFolder(), path))
  if (folder && target && !target.startsWith(folder + sep)) throw refused('leads out of the files folder')
  return target ?? join(dropFolder(), path)
}

const refused = (message: string) => new Unprocessable(`The path ${message}.`, [{ path: 'path', message }])

async function real(path: string): Promise<string | undefined> {
  try {
    return await realpath(path)
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined
    throw refused(code === 'ELOOP' ? 'is a loop of links' : `cannot be read (${code})`)
  }
}
