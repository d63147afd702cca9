import { record } from '#lib/audit/record.ts'
import { changed } from '#lib/changes/notify.ts'
import { database, type Transaction, transaction } from '#lib/database/client.ts'
import { NotFound } from '#lib/errors.ts'
import { planTasks } from '#lib/insights/jobs/plan.ts'
import { nextRun } from '#lib/insights/schedules/next-run.ts'
import type { NewSchedule } from '#lib/insights/schedules/schema.ts'
import { readRuns, type ScheduleView, scheduleView } from '#lib/insights/schedules/view.ts'
import type { Access } from '#lib/instances/actor.ts'
import { permit } from '#lib/instances/permissions.ts'
import type { RefreshSchedule } from '#prisma/generated/client.ts'

/** Schedules, oldest first, each with its last runs. */
export async function listSchedules(access: Access): Promise<ScheduleView[]> {
  permit(access, 'schedules.read')
  const rows = await database().refreshSchedule.findMany({
    where: { instanceId: access.instance.id },
    orderBy: { id: 'asc' },
  })
  const runs = await readRuns(
    database(),
    rows.map(({ id }) => id),
  )
  return rows.map(row => scheduleView(row, runs.get(row.id)))
}

/** @throws NotFound */
export async function getSchedule(access: Access, scheduleId: string): Promise<ScheduleView> {
  permit(access, 'schedules.read')
  return withRuns(database(), await find(database(), access, scheduleId))
}

/** @throws Unprocessable for identifiers that are unknown or cannot be run */
export async function createSchedule(access: Access, input: NewSchedule): Promise<ScheduleView> {
  permit(access, 'schedules.write')
  return transaction(async tx => {
    await check(tx, access, input)
    const row = await tx.refreshSchedule.create({
      data: { ...input, nextRunAt: due(input), instanceId: access.instance.id },
    })
    await finish(tx, access, 'create', row.id, { after: scheduleView(row) })
    return scheduleView(row)
  })
}

/** Replaces a schedule; it is due next by what it says now. @throws NotFound, Unprocessable as above */
export async function replaceSchedule(access: Access, scheduleId: string, input: NewSchedule): Promise<ScheduleView> {
  permit(access, 'schedules.write')
  return transaction(async tx => {
    await check(tx, access, input)
    const before = await find(tx, access, scheduleId)
    const row = await tx.refreshSchedule.update({
      where: { id: scheduleId },
      data: { ...input, nextRunAt: due(input) },
    })
    await finish(tx, access, 'update', row.id, { before: scheduleView(before), after: scheduleView(row) })
    return withRuns(tx, row)
  })
}

/** Removes a schedule. What it has started goes on. @throws NotFound */
export async function removeSchedule(access: Access, scheduleId: string): Promise<void> {
  permit(access, 'schedules.write')
  await transaction(async tx => {
    const before = scheduleView(await find(tx, access, scheduleId))
    await tx.refreshSchedule.delete({ where: { id: scheduleId } })
    await finish(tx, access, 'delete', scheduleId, { before })
  })
}

const due = (input: NewSchedule) => (input.isActive ? nextRun(input, new Date()) : null)

const check = (tx: Transaction, access: Access, { operationType, identifiers }: NewSchedule) =>
  planTasks(tx, access.instance.id, { operationType, identifiers, downstream: false })

async function find(tx: Transaction, access: Access, id: string): Promise<RefreshSchedule> {
  const row = await tx.refreshSchedule.findFirst({ where: { id, instanceId: access.instance.id } })
  if (!row) throw new NotFound(`There is no schedule ${id} in this environment.`)
  return row
}

const withRuns = async (tx: Transaction, row: RefreshSchedule): Promise<ScheduleView> =>
  scheduleView(row, (await readRuns(tx, [row.id])).get(row.id))

async function finish(
  tx: Transaction,
  access: Access,
  verb: 'create' | 'update' | 'delete',
  objectId: string,
  states: { before?: ScheduleView; after?: ScheduleView },
) {
  const instanceId = access.instance.id
  await record(tx, access.actor, {
    action: `schedule.${verb}`,
    instanceId,
    objectType: 'schedule',
    objectId,
    ...states,
  })
  await changed(tx, instanceId, 'schedules')
}
