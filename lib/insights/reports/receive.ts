import { type Transaction, transaction } from '#lib/database/client.ts'
import { Unprocessable } from '#lib/errors.ts'
import type { Access } from '#lib/instances/actor.ts'
import { permit } from '#lib/instances/permissions.ts'
import type { Prisma } from '#prisma/generated/client.ts'

/** What a report caused: its id, and the ids of the events. */
export type Receipt = { id: string; events: string[] }

type Reported = { subject: 'dataSource' | 'segment' | 'measure' | 'workflow'; subjectId?: string; body: object }

/**
 * Takes a report: what it says, what it changes and the events that it causes commit together.
 * @param apply changes the reported object, whose row it holds, and returns the ids of the events
 */
export async function receive(
  access: Access,
  apply: (tx: Transaction) => Promise<Reported & { events: string[] }>,
): Promise<Receipt> {
  permit(access, 'reports.write')
  return transaction(async tx => {
    const { events, body, ...about } = await apply(tx)
    const { id } = await tx.report.create({
      data: {
        ...about,
        instanceId: access.instance.id,
        // Dates become texts.
        body: JSON.parse(JSON.stringify(body)) as Prisma.InputJsonObject,
        reportedBy: access.actor.name,
      },
    })
    return { id, events }
  })
}

/** @throws Unprocessable for what is refreshed here, and for what is inactive */
export function refuseUnlessReportable(
  name: string,
  { isExternal, isActive }: { isExternal: boolean; isActive: boolean },
) {
  if (!isExternal) throw new Unprocessable(`${name} is refreshed here; only what is of kind external takes reports.`)
  if (!isActive) throw new Unprocessable(`${name} is inactive; activate it before you report to it.`)
}

// Generous to clocks and time zones that are wrong, but no report may outdate all later ones for years.
const FURTHEST_AHEAD_MS = 24 * 3_600_000

/** Times as reported, or of receipt. @throws Unprocessable for the future, and for an end before its start */
export function reportedTimes(
  { startedAt, endedAt }: { startedAt?: Date; endedAt?: Date },
  now = new Date(),
): { startedAt: Date; endedAt: Date } {
  const times = { startedAt: startedAt ?? endedAt ?? now, endedAt: endedAt ?? now }
  refuseFuture('startedAt', times.startedAt, now)
  refuseFuture('endedAt', times.endedAt, now)
  if (times.startedAt > times.endedAt) throw refused('endedAt', 'must not be before startedAt')
  return times
}

/**
 * When the reported value was computed; by default now, and then never older than the latest value, whatever the clocks of
 * the machines say. @throws Unprocessable for the future
 */
export function reportedEvaluation(evaluatedAt: Date | undefined, latest: Date | null, now = new Date()): Date {
  if (evaluatedAt === undefined) return latest && latest > now ? latest : now
  refuseFuture('evaluatedAt', evaluatedAt, now)
  return evaluatedAt
}

/** @throws Unprocessable for a time more than a day ahead */
function refuseFuture(name: string, time: Date, now: Date) {
  if (time.getTime() > now.getTime() + FURTHEST_AHEAD_MS) throw refused(name, 'must not lie more than a day ahead')
}

const refused = (path: string, message: string) => new Unprocessable(`${path} ${message}.`, [{ path, message }])
