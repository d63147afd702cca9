import type { TaskOperation } from '#lib/insights/jobs/schema.ts'
import type { TaskView } from '#lib/insights/jobs/view.ts'

type Status = TaskView['taskStatus']

/** What belongs together on the System page, in the order in which it is refreshed. */
export const GROUPS = ['ingestion', 'unification', 'measures', 'segmentation'] as const
export type Group = (typeof GROUPS)[number]

const GROUP_OF: Record<TaskOperation, Group> = {
  ingestion: 'ingestion',
  map: 'unification',
  match: 'unification',
  merge: 'unification',
  measures: 'measures',
  segmentation: 'segmentation',
}

/** Things by their group; groups without any are left out. */
export const grouped = <Thing extends { operationType: string }>(things: Thing[]): [Group, Thing[]][] =>
  GROUPS.map((group): [Group, Thing[]] => [
    group,
    things.filter(({ operationType }) => GROUP_OF[operationType as TaskOperation] === group),
  ]).filter(([, members]) => members.length > 0)

// The first that any of them has is what is said of all.
const GRAVEST: Status[] = ['running', 'failed', 'timedOut', 'aborted', 'successful', 'skipped']

/** How several tasks stand as one. Between two tasks, when one is over and another waits, they are running. */
export function summary(statuses: Status[]): Status {
  const isUnderWay = statuses.includes('queued') && statuses.some(status => status !== 'queued')
  if (isUnderWay) return 'running'
  return GRAVEST.find(status => statuses.includes(status)) ?? 'queued'
}
