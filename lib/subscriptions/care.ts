import { changed } from '#lib/changes/notify.ts'
import { config } from '#lib/config.ts'
import { database, type Transaction, transaction } from '#lib/database/client.ts'
import type { Task } from '#lib/housekeeping/task.ts'
import type { Actor } from '#lib/instances/actor.ts'
import { auditHook } from '#lib/subscriptions/find.ts'
import { neglect } from '#lib/subscriptions/neglect.ts'
import { owners, pauseWithoutOwner } from '#lib/subscriptions/owners.ts'
import { dropKept, removeStillGone } from '#lib/subscriptions/remove.ts'
import type { StatusReason } from '#lib/subscriptions/status-reason.ts'
import type { Subscription } from '#prisma/generated/client.ts'

const LOOKED_AT_ONCE = 500
const housekeeping: Actor = { type: 'system', name: 'Housekeeping' }

/** Pauses what has failed for too long or has no owner, and clears away what flows that are gone have left behind. */
export const CARE: Task = {
  name: 'subscriptions',
  cron: '*/10 * * * *',
  async run({ now, stop }) {
    // Whoever subscribed at the very moment when they lost the right.
    for (const owner of await owners(database())) await transaction(tx => pauseWithoutOwner(tx, housekeeping, owner))
    let last: string | undefined
    while (!stop.aborted) {
      const rows = await troubled(last)
      for (const row of rows) {
        if (stop.aborted) return
        await careFor(row, now)
      }
      if (rows.length < LOOKED_AT_ONCE) return
      last = rows.at(-1)?.id
    }
  },
}

const troubled = (after?: string) =>
  database().subscription.findMany({
    where: { removedAt: null, status: { not: 'active' }, ...(after && { id: { gt: after } }) },
    orderBy: { id: 'asc' },
    take: LOOKED_AT_ONCE,
  })

async function careFor(hook: Subscription, now: Date) {
  const what = neglect(hook, config().patience, now)
  if (what === 'autoPause') await transaction(tx => autoPause(tx, hook))
  if (what === 'orphan') await transaction(tx => orphan(tx, hook))
  if (what === 'remove') await transaction(tx => removeStillGone(tx, housekeeping, [hook], 'hook.removeOrphan'))
}

async function autoPause(tx: Transaction, hook: Subscription) {
  const { count } = await tx.subscription.updateMany({
    where: { id: hook.id, status: 'failing', failingSince: hook.failingSince, removedAt: null },
    data: {
      status: 'paused',
      statusReason: 'autoPaused' satisfies StatusReason,
      statusSince: new Date(),
      probeAt: null,
    },
  })
  if (count === 0) return
  await auditHook(tx, { actor: housekeeping }, hook, 'hook.autoPause', {
    failingSince: hook.failingSince?.toISOString(),
  })
  await changed(tx, hook.instanceId, 'hooks')
}

async function orphan(tx: Transaction, hook: Subscription) {
  const { count } = await tx.subscription.updateMany({
    where: { id: hook.id, statusReason: hook.statusReason, statusSince: hook.statusSince, removedAt: null },
    data: { status: 'gone', statusReason: 'orphaned' satisfies StatusReason, statusSince: new Date(), probeAt: null },
  })
  if (count === 0) return
  await tx.subscription.update({ where: { id: hook.id }, data: { catchUp: await dropKept(tx, hook, 'flowGone') } })
  await auditHook(tx, { actor: housekeeping }, hook, 'hook.orphan', {
    notAuthorisedSince: hook.statusSince.toISOString(),
  })
  await changed(tx, hook.instanceId, 'hooks', 'deliveries')
}
