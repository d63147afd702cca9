import { changed } from '#lib/changes/notify.ts'
import { database } from '#lib/database/client.ts'
import type { Group } from '#lib/insights/jobs/group.ts'
import type { Progress } from '#lib/insights/progress.ts'
import { log } from '#lib/log.ts'

const EVERY_MS = 1000

/** Shows how far a group is, once a second at most. What is not shown is lost: the next says more. */
export function progressWriter({ run, tasks }: Pick<Group, 'run' | 'tasks'>): (progress: Progress) => void {
  const ids = tasks.map(({ id }) => id)
  let last = 0
  return progress => {
    const now = Date.now()
    if (now - last < EVERY_MS) return
    last = now
    write(run.instance.id, ids, progress).catch(error => log.debug({ err: error }, 'progress was not written'))
  }
}

async function write(instanceId: string, ids: string[], progress: Progress) {
  await database().refreshTask.updateMany({ where: { id: { in: ids }, status: 'running' }, data: { progress } })
  await changed(database(), instanceId, 'jobs')
}
