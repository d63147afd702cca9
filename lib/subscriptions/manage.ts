import { database } from '#lib/database/client.ts'
import { newSecret } from '#lib/deliveries/signature.ts'
import { Unprocessable } from '#lib/errors.ts'
import { publishTest } from '#lib/events/publish.ts'
import { sampleFields } from '#lib/events/sample.ts'
import type { Access } from '#lib/instances/actor.ts'
import { permit } from '#lib/instances/permissions.ts'
import { seal } from '#lib/secrets/seal.ts'
import { auditHook, change, findHook, hookView } from '#lib/subscriptions/find.ts'
import { type HookView, hookViews } from '#lib/subscriptions/view.ts'
import type { Trigger } from '#lib/triggers/catalogue.ts'
import type { Subscription } from '#prisma/generated/client.ts'

type Filter = {
  trigger?: string
  status?: Subscription['status']
  cannotFire?: 'true'
  after?: { at: string; id: string }
  limit: number
}

/** Newest first, at most `limit`. */
export async function listHooks(
  access: Access,
  { trigger, status, cannotFire, after, limit }: Filter,
): Promise<HookView[]> {
  permit(access, 'hooks.read')
  const rows = await database().subscription.findMany({
    where: {
      instanceId: access.instance.id,
      removedAt: null,
      trigger,
      status,
      ...(cannotFire && { silence: { isEmpty: false } }),
      ...(after && { OR: [{ createdAt: { lt: after.at } }, { createdAt: after.at, id: { lt: after.id } }] }),
    },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: limit,
  })
  return hookViews(database(), rows)
}

export async function getHook(access: Access, hookId: string): Promise<HookView> {
  permit(access, 'hooks.read')
  return hookView(database(), await findHook(database(), access, hookId))
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
    await auditHook(tx, access, hook, 'hook.rotateSecret', { previousSecretUntil: until?.toISOString() ?? null })
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
