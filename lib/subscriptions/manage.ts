import { record } from '#lib/audit/record.ts'
import { changed } from '#lib/changes/notify.ts'
import { database, type Transaction, transaction } from '#lib/database/client.ts'
import { newSecret } from '#lib/deliveries/signature.ts'
import { Forbidden, NotFound, Unprocessable } from '#lib/errors.ts'
import { publishTest } from '#lib/events/publish.ts'
import { sampleFields } from '#lib/events/sample.ts'
import type { Access } from '#lib/instances/actor.ts'
import { can, permit } from '#lib/instances/permissions.ts'
import { seal } from '#lib/secrets/seal.ts'
import { resume } from '#lib/subscriptions/resume.ts'
import type { StatusReason } from '#lib/subscriptions/status-reason.ts'
import { type HookView, hookViews } from '#lib/subscriptions/view.ts'
import type { Trigger } from '#lib/triggers/catalogue.ts'
import type { Prisma, Subscription } from '#prisma/generated/client.ts'

type Filter = { trigger?: string; status?: Subscription['status']; after?: { at: string; id: string }; limit: number }

/** Newest first, at most `limit`. */
export async function listHooks(access: Access, { trigger, status, after, limit }: Filter): Promise<HookView[]> {
  permit(access, 'hooks.read')
  const rows = await database().subscription.findMany({
    where: {
      instanceId: access.instance.id,
      removedAt: null,
      trigger,
      status,
      ...(after && { OR: [{ createdAt: { lt: after.at } }, { createdAt: after.at, id: { lt: after.id } }] }),
    },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: limit,
  })
  return hookViews(database(), rows)
}

export async function getHook(access: Access, hookId: string): Promise<HookView> {
  permit(access, 'hooks.read')
  return view(database(), await find(database(), access, hookId))
}

/** Pauses a subscription (its events are kept) or makes it active again. */
export async function setHookStatus(access: Access, hookId: string, status: 'active' | 'paused'): Promise<HookView> {
  return change(access, hookId, async (tx, hook) => {
    if (status === 'active') return resume(tx, access, hook)
    if (hook.status === 'gone')
      throw new Unprocessable('The flow of this subscription is gone; there is nothing to pause.')
    const paused = await tx.subscription.update({
      where: { id: hookId },
      data: {
        status,
        statusReason: 'pausedByPerson' satisfies StatusReason,
        statusSince: hook.status === 'paused' ? hook.statusSince : new Date(),
        probeAt: null,
      },
    })
    await audit(tx, access, hook, 'hook.pause')
    return paused
  })
}

/**
 * Makes a new signing secret, shown this once. The one that it replaces signs beside it for `overlapHours`, so that the
 * receiver may change over without refusing anything; one that was still on its way out stops at once.
 */
export async function rotateSecret(
  access: Access,
  hookId: string,
  overlapHours: number,
): Promise<{ secret: string; previousSecretUntil?: string }> {
  const secret = newSecret()
  const until = overlapHours > 0 ? new Date(Date.now() + overlapHours * 3_600_000) : null
  await change(access, hookId, async (tx, hook) => {
    await audit(tx, access, hook, 'hook.rotateSecret', { previousSecretUntil: until?.toISOString() ?? null })
    const previousSecret = until && new Uint8Array(hook.secret)
    return tx.subscription.update({
      where: { id: hookId },
      data: { secret: seal(secret), previousSecret, previousSecretUntil: until },
    })
  })
  return { secret, previousSecretUntil: until?.toISOString() }
}

/** Sends the subscription an event of its own, marked as a test. @returns the event's id */
export async function sendTest(access: Access, hookId: string): Promise<string> {
  let eventId = ''
  await change(access, hookId, async (tx, hook) => {
    if (hook.status === 'paused' || hook.status === 'gone') {
      throw new Unprocessable(`The subscription is ${hook.status}; resume it before you send a test event.`)
    }
    const type = hook.trigger as Trigger
    eventId = await publishTest(tx, access.instance, hook, { type, fields: sampleFields(type) })
    return hook
  })
  return eventId
}

/** Removes a subscription; what it was still to receive is cancelled. */
export async function removeHook(access: Access, hookId: string) {
  await transaction(async tx => {
    const hook = await findWritable(tx, access, hookId)
    await audit(tx, access, hook, 'hook.remove')
    await remove(tx, hook)
  })
}

/** Ends a subscription and cancels its open deliveries. The row stays for the history of its deliveries. */
export async function remove(tx: Transaction, hook: { id: string; instanceId: string }) {
  await tx.subscription.update({
    where: { id: hook.id },
    data: { removedAt: new Date(), identityHash: null, probeAt: null },
  })
  await tx.delivery.updateMany({
    where: { subscriptionId: hook.id, state: { in: ['due', 'scheduled'] } },
    data: { state: 'cancelled', settledAt: new Date() },
  })
  await changed(tx, hook.instanceId, 'hooks', 'deliveries')
}

async function change(
  access: Access,
  hookId: string,
  work: (tx: Transaction, hook: Subscription) => Promise<Subscription>,
): Promise<HookView> {
  return transaction(async tx => {
    const result = await work(tx, await findWritable(tx, access, hookId))
    await changed(tx, access.instance.id, 'hooks')
    return view(tx, result)
  })
}

async function findWritable(tx: Transaction, access: Access, hookId: string) {
  permit(access, 'hooks.write')
  const hook = await find(tx, access, hookId)
  const { actor, role } = access
  const own = 'id' in actor && hook.ownerType === actor.type && hook.ownerId === actor.id
  if (!own && !can(role, 'hooks.manage')) {
    throw new Forbidden('This subscription is somebody else’s; an administrator may change it.')
  }
  return hook
}

async function find(tx: Transaction, access: Access, id: string): Promise<Subscription> {
  const hook = await tx.subscription.findFirst({ where: { id, instanceId: access.instance.id, removedAt: null } })
  if (!hook) throw new NotFound(`There is no subscription ${id}.`)
  return hook
}

async function view(tx: Transaction, row: Subscription): Promise<HookView> {
  const [hook] = await hookViews(tx, [row])
  if (!hook) throw new NotFound(`There is no subscription ${row.id}.`)
  return hook
}

const audit = (tx: Transaction, access: Access, hook: Subscription, action: string, after?: Prisma.InputJsonValue) =>
  record(tx, access.actor, {
    action,
    instanceId: access.instance.id,
    objectType: 'hook',
    objectId: hook.id,
    before: { trigger: hook.trigger, callbackHost: hook.callbackHost, status: hook.status },
    after,
  })
