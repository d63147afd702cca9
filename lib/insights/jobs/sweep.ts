import { database } from '#lib/database/client.ts'
import { removeOldVersions } from '#lib/insights/files/old-versions.ts'
import { customerDataFolder } from '#lib/insights/folders.ts'
import { versionsOfStages } from '#lib/insights/unification/versions.ts'
import { log } from '#lib/log.ts'

const EVERY_MS = 10 * 60_000
/** Longer than a refresh or a read goes on with the version that it began with. */
const GRACE_MS = 2 * 60 * 60_000

/** Removes versions that nothing refers to any more, from time to time; several workers may. */
export function startVersionSweep(): { stop(): void } {
  const timer = setInterval(() => {
    sweep(new Date()).catch(error => log.warn({ err: error }, 'could not remove old versions of entities'))
  }, EVERY_MS)
  return { stop: () => clearInterval(timer) }
}

async function sweep(now: Date) {
  const entities = await database().entity.findMany({ where: { file: { not: null } }, select: { file: true } })
  const inUse = new Set([...entities.flatMap(({ file }) => file ?? []), ...(await versionsOfStages())])
  await removeOldVersions(customerDataFolder(), inUse, { now, graceMilliseconds: GRACE_MS })
}
