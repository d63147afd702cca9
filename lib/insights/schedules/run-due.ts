import { changed } from '#lib/changes/notify.ts'
import { database, type Transaction, transaction } from '#lib/database/client.ts'
import { Unprocessable } from '#lib/errors.ts'
import { planTasks } from '#lib/insights/jobs/plan.ts'
import type { JobOperation } from '#lib/insights/jobs/schema.ts'
import { fullRefreshUnderWay, queueJob, underWay } from '#lib/insights/jobs/submit.ts'
import { nextRun } from '#lib/insights/schedules/next-run.ts'
import { log } from '#lib/log.ts'
import type { RefreshSchedule } from '#prisma/generated/client.ts'

const SCHEDULE = { type: 'system', name: 'Schedule' } as const

/** A refresh begins so late where no worker ran at its time; later than that, it waits for its next time. */
const MAX_LATE_MS = 60 * 60_000

/** Starts what is due, each schedule in a transaction of its own: the job and the next time are written together. */
export async function runDueSchedules({ now, stop }: { now: Date; stop: AbortSignal }): Promise<void> {
  const due = await database().refreshSchedule.findMany({
    where: { isActive: true, nextRunAt: { lte: now } },
    orderBy: { nextRunAt: 'asc' },
    select: { id: true },
  })
  for (const { id } of due) {
    if (stop.aborted) return
    await transaction(tx => runDue(tx, id, now)).catch(error =>
      log.error({ err: error, scheduleId: id }, 'a schedule could not be run; it is tried again within a minute'),
    )
  }
}

async function runDue(tx: Transaction, id: string, now: Date) {
  await tx.$executeRaw`select id from refresh_schedule where id = ${id}::uuid for update`
  const schedule = await tx.refreshSchedule.findUnique({ where: { id }, include: { instance: true } })
  // It may have been changed, or run by another worker, since it was listed.
  if (!schedule?.isActive || !schedule.nextRunAt || schedule.nextRunAt > now) return
  const next = nextRun(schedule, now)
  await tx.refreshSchedule.update({ where: { id }, data: { nextRunAt: next } })
  const late = now.getTime() - schedule.nextRunAt.getTime() > MAX_LATE_MS
  if (late) await skip(tx, schedule, `No worker ran at its time, ${schedule.nextRunAt.toISOString()}.`)
  else await begin(tx, schedule)
  await changed(tx, schedule.instanceId, 'schedules')
}

type Due = RefreshSchedule & { instance: { id: string; name: string } }

async function begin(tx: Transaction, schedule: Due) {
  const { identifiers, instance } = schedule
  const operationType = schedule.operationType as JobOperation
  const reason = await obstacle(tx, schedule)
  if (reason) return skip(tx, schedule, reason)
  try {
    const tasks = await planTasks(tx, instance.id, { operationType, identifiers, downstream: false })
    const access = { actor: SCHEDULE, instance, role: 'Admin' as const }
    await queueJob(tx, access, { operationType, identifiers, tasks, scheduleId: schedule.id })
  } catch (error) {
    if (!(error instanceof Unprocessable)) throw error
    await skip(tx, schedule, error.message)
  }
}

async function obstacle(tx: Transaction, { id, instanceId, operationType }: Due): Promise<string | undefined> {
  if (operationType === 'all') {
    const other = await fullRefreshUnderWay(tx, instanceId)
    return other ? `${underWay(other)}.` : undefined
  }
  const last = await tx.refreshJob.findFirst({ where: { scheduleId: id, status: { in: ['queued', 'running'] } } })
  return last ? `The refresh that it started before is under way still (job ${last.id}).` : undefined
}

/** Writes a run down that is not begun, among the jobs, where people look for it. Nothing was refreshed, so no event says so. */
async function skip(tx: Transaction, { id, instanceId, operationType, identifiers }: Due, error: string) {
  await tx.refreshJob.create({
    data: {
      instanceId,
      submission: 'scheduled',
      status: 'skipped',
      operationType,
      identifiers,
      submittedBy: SCHEDULE.name,
      endedAt: new Date(),
      scheduleId: id,
      error,
    },
  })
  await changed(tx, instanceId, 'jobs')
}
