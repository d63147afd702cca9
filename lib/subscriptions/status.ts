import type { Transaction } from '#lib/database/client.ts'
import { Unprocessable } from '#lib/errors.ts'
import type { Access } from '#lib/instances/actor.ts'
import type { CatchUp } from '#lib/subscriptions/catch-up.ts'
import { auditHook, change } from '#lib/subscriptions/find.ts'
import { handOver } from '#lib/subscriptions/hand-over.ts'
import { resume } from '#lib/subscriptions/resume.ts'
import type { StatusReason } from '#lib/subscriptions/status-reason.ts'
import type { HookView } from '#lib/subscriptions/view.ts'
import { Prisma, type Subscription } from '#prisma/generated/client.ts'

export type HookChange = {
  status?: 'active' | 'paused'
  /** How it is resumed; everything that was kept unless given. */
  catchUp?: CatchUp
  /** The person who is to own it. */
  ownerId?: string
  /** Callbacks a second; null: as many as the receiver takes. */
  rateLimit?: number | null
}

/**
 * Hands a subscription over, sets its rate limit, and pauses it (its events are kept) or makes it active again: what is
 * given, in this order.
 */
export async function changeHook(
  access: Access,
  hookId: string,
  { ownerId, rateLimit, status, catchUp }: HookChange,
): Promise<HookView> {
  return change(access, hookId, async (tx, hook) => {
    const owned = ownerId === undefined ? hook : await handOver(tx, access, hook, ownerId)
    const limited = rateLimit === undefined ? owned : await setRateLimit(tx, access, owned, rateLimit)
    if (status === 'active') return resume(tx, access, limited, catchUp)
    return status === 'paused' ? pause(tx, access, limited) : limited
  })
}

async function setRateLimit(tx: Transaction, access: Access, hook: Subscription, rateLimit: number | null) {
  await auditHook(tx, access, hook, 'hook.setRateLimit', { from: hook.rateLimit, to: rateLimit })
  return tx.subscription.update({ where: { id: hook.id }, data: { rateLimit } })
}

async function pause(tx: Transaction, access: Access, hook: Subscription): Promise<Subscription> {
  if (hook.status === 'gone') {
    throw new Unprocessable('The flow of this subscription is gone; there is nothing to pause.')
  }
  // What it needs is another owner, whoever pauses it besides.
  if (hook.statusReason === ('ownerGone' satisfies StatusReason)) return hook
  await auditHook(tx, access, hook, 'hook.pause')
  return tx.subscription.update({
    where: { id: hook.id },
    data: {
      status: 'paused',
      statusReason: 'pausedByPerson' satisfies StatusReason,
      statusSince: hook.status === 'paused' ? hook.statusSince : new Date(),
      probeAt: null,
      catchUp: Prisma.DbNull,
    },
  })
}
