import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { IngestionError, type SourceFile } from '#lib/insights/port.ts'

/** The most files that are read as one. */
const MAX_FILES = 1000

// A backslash and a drive letter mean something on Windows.
const REFUSED = /[\\[\]{}\0]|^[A-Za-z]:/

/** Why a pattern may not be read, or undefined. */
export function patternFlaw(pattern: string): string | undefined {
  if (pattern.startsWith('/') || REFUSED.test(pattern)) {
    return 'must be relative to the files folder, and without \\ [ ] { } and drive letters'
  }
  const parts = pattern.split('/')
  const isWrong = (part: string, at: number) =>
    part === '.' || part === '..' || (part === '' && at < parts.length - 1) || (part.includes('**') && part !== '**')
  return parts.some(isWrong) ? 'must not have empty, . or .. parts, nor ** beside anything else' : undefined
}

/**
 * The files below a folder that a pattern names, in the order of their names: `*` and `?` stand for characters within a
 * name, `**` for any folders, and a folder (`orders/`) for all files in it. Hidden files are not meant.
 * @throws IngestionError where there is none, or too many
 */
export async function filesOf(folder: string, pattern: string): Promise<SourceFile[]> {
  const found: string[] = []
  const parts = (pattern.endsWith('/') ? `${pattern}*` : pattern).split('/')
  await search(folder, '', parts, found)
  if (found.length === 0) throw new IngestionError(`There is no file that fits ${pattern}.`)
  if (found.length > MAX_FILES) throw new IngestionError(`More than ${MAX_FILES} files fit ${pattern}.`)
  return [...new Set(found)].sort().map(name => ({ path: join(folder, name), displayPath: name }))
}

async function search(folder: string, way: string, [part = '', ...rest]: string[], found: string[]) {
  if (found.length > MAX_FILES) return
  if (part === '**') await search(folder, way, rest, found)
  const fits = nameTest(part)
  for (const entry of await entries(join(folder, way))) {
    const { name } = entry
    if (name.startsWith('.') || !fits.test(name)) continue
    if (rest.length === 0 && !entry.isDirectory()) found.push(way + name)
    if (!entry.isDirectory()) continue
    if (part === '**') await search(folder, `${way}${name}/`, [part, ...rest], found)
    else if (rest.length > 0) await search(folder, `${way}${name}/`, rest, found)
  }
}

const nameTest = (part: string) =>
  new RegExp(
    `^${part
      .replace(/[.+^$()|]/g, '\\$&')
      .replaceAll(/\*+/g, '.*')
      .replaceAll('?', '.')}$`,
    'su',
  )

async function entries(folder: string) {
  try {
    return await readdir(folder, { withFileTypes: true })
  } catch (error) {
    if (['ENOENT', 'ENOTDIR', 'EACCES'].includes(String((error as NodeJS.ErrnoException).code))) return []
    throw error
  }
}
