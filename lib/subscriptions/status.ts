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
}

/** Hands a subscription over, and pauses it (its events are kept) or makes it active again: what is given, in this order. */
export async function changeHook(
  access: Access,
  hookId: string,
  { ownerId, status, catchUp }: HookChange,
): Promise<HookView> {
  return change(access, hookId, async (tx, hook) => {
    const owned = ownerId === undefined ? hook : await handOver(tx, access, hook, ownerId)
    if (status === 'active') return resume(tx, access, owned, catchUp)
    return status === 'paused' ? pause(tx, access, owned) : owned
  })
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
