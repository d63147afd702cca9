import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'

/** No upload takes so long; one that was broken off by the end of its process does. */
const ABANDONED_AFTER_MS = 24 * 60 * 60_000

/**
 * Removes the uploads that came before `current`, and what broken ones have left. Names follow the order in which
 * uploads were complete; a later one stays, as its row may be about to name it.
 */
export async function removeOldUploads(folder: string, current: string, now = Date.now()) {
  for (const name of await readdir(folder)) {
    const isOld = name.endsWith('.part')
      ? now - (await stat(join(folder, name))).mtimeMs > ABANDONED_AFTER_MS
      : name < current
    if (isOld) await rm(join(folder, name), { force: true })
  }
}
