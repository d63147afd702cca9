import { readdir, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { WORK_FOLDER } from '#lib/insights/files/engine.ts'

/** The work of a process that lives is never so old; that of one that was killed is. */
const WORK_IS_ABANDONED_AFTER = 24 * 60 * 60_000
const MARK = '.unused'

/**
 * Removes the versions that nothing refers to any more, once they have been seen unused for the grace time: a reader
 * may have looked a version's name up just before. An empty file beside a version remembers since when. Also removes
 * what killed processes have left.
 * @param inUse the files that are referred to, relative to the folder, read just before.
 * @returns the versions that were removed
 */
export async function removeOldVersions(
  folder: string,
  inUse: Set<string>,
  { now, graceMilliseconds }: { now: Date; graceMilliseconds: number },
): Promise<string[]> {
  const removed: string[] = []
  for await (const file of filesBelow(folder, '')) {
    if (!file.endsWith('.parquet')) continue
    const path = join(folder, file)
    const mark = path + MARK
    const since = await modified(mark)
    if (inUse.has(file)) await rm(mark, { force: true })
    else if (since === undefined) {
      await writeFile(mark, '')
      await utimes(mark, now, now)
    } else if (now.getTime() - since >= graceMilliseconds) {
      await rm(path, { force: true })
      await rm(mark, { force: true })
      removed.push(file)
    }
  }
  await removeAbandonedWork(join(folder, WORK_FOLDER), now)
  return removed
}

async function* filesBelow(folder: string, way: string): AsyncGenerator<string> {
  for (const entry of await entries(join(folder, way))) {
    const file = way + entry.name
    if (entry.isDirectory() && file !== WORK_FOLDER) yield* filesBelow(folder, `${file}/`)
    else if (entry.isFile()) yield file
  }
}

async function removeAbandonedWork(folder: string, now: Date) {
  for (const { name } of await entries(folder)) {
    const paths = [
      join(folder, name),
      ...(await entries(join(folder, name))).map(file => join(folder, name, file.name)),
    ]
    const times = await Promise.all(paths.map(modified))
    const latest = Math.max(...times.map(time => time ?? 0))
    if (now.getTime() - latest >= WORK_IS_ABANDONED_AFTER)
      await rm(join(folder, name), { recursive: true, force: true })
  }
}

// Other processes remove what they no longer need at any time; what is gone counts as empty.
const entries = (folder: string) => readdir(folder, { withFileTypes: true }).catch(ifGone([]))
const modified = (path: string) => stat(path).then(({ mtimeMs }) => mtimeMs, ifGone(undefined))

const ifGone =
  <T>(instead: T) =>
  (error: unknown): T => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return instead
    throw error
  }
