import { record } from '#lib/audit/record.ts'
import { callbackPolicy } from '#lib/callback-hosts/policy.ts'
import { changed } from '#lib/changes/notify.ts'
import { isUniqueViolation, type Transaction, transaction } from '#lib/database/client.ts'
import { uuid7 } from '#lib/database/uuid7.ts'
import { newSecret } from '#lib/deliveries/signature.ts'
import { Unprocessable } from '#lib/errors.ts'
import type { Access, Actor } from '#lib/instances/actor.ts'
import { permit } from '#lib/instances/permissions.ts'
import { checkCallbackUrl, parseCallbackUrl } from '#lib/network/callback-url.ts'
import { keyedHash } from '#lib/secrets/keys.ts'
import { seal, unseal } from '#lib/secrets/seal.ts'
import { randomToken } from '#lib/secrets/token.ts'
import { giveTo } from '#lib/subscriptions/hand-over.ts'
import { flowHashOf, identityHashOf } from '#lib/subscriptions/identity.ts'
import type { Owner } from '#lib/subscriptions/owners.ts'
import { presetRateLimit } from '#lib/subscriptions/preset-rate-limit.ts'
import { resume } from '#lib/subscriptions/resume.ts'
import type { NewHook } from '#lib/subscriptions/schema.ts'
import { shardOf } from '#lib/subscriptions/shard.ts'
import type { StatusReason } from '#lib/subscriptions/status-reason.ts'
import { type HookView, hookViews } from '#lib/subscriptions/view.ts'
import type { Trigger } from '#lib/triggers/catalogue.ts'
import { findObject } from '#lib/triggers/measured-object.ts'
import { thresholdFor } from '#lib/triggers/thresholds.ts'
import type { Subscription } from '#prisma/generated/client.ts'

export type Subscribed = {
  hook: HookView
  /** The unguessable id that ends the address where the subscriber unsubscribes. */
  unsubscribeId: string
  /** The signing secret, shown once: only when the subscription is new. */
  secret?: string
}

/**
 * A flow starts to listen. Safe to repeat, because flow engines do: the same owner, callback, trigger and parameters give
 * the same subscription again, and one that had gone is revived.
 * @throws Unprocessable for a callback that is not acceptable, or a reference to nothing
 */
export async function subscribe(access: Access, trigger: Trigger, input: NewHook): Promise<Subscribed> {
  permit(access, 'hooks.write')
  const url = parseCallbackUrl(input.notificationUrl)
  await checkCallbackUrl(url, await callbackPolicy())

  const attempt = () => transaction(tx => findOrCreate(tx, access, trigger, url, input))
  try {
    return await attempt()
  } catch (error) {
    // Another call made the same subscription meanwhile: now it is there to be found.
    if (isUniqueViolation(error)) return attempt()
    throw error
  }
}

async function findOrCreate(
  tx: Transaction,
  access: Access,
  trigger: Trigger,
  url: URL,
  input: NewHook,
): Promise<Subscribed> {
  const parameters = await resolveParameters(tx, access.instance.id, input)
  // As sent, so by the number: the threshold of that number may be another one by now.
  const sent = { ...parameters, thresholdId: undefined, threshold: input.threshold }
  const owner = ownerOf(access.actor)
  const flowHash = flowHashOf(access.instance.id, trigger, url.href, sent)
  const identityHash = identityHashOf(flowHash, owner)
  const existing =
    (await tx.subscription.findUnique({ where: { identityHash } })) ?? (await adopt(tx, access, flowHash, owner))
  if (existing) return again(tx, access, existing, parameters.thresholdId ?? null)

  const id = uuid7()
  const unsubscribeId = randomToken()
  const secret = newSecret()
  const created = await tx.subscription.create({
    data: {
      id,
      instanceId: access.instance.id,
      trigger,
      shard: shardOf(id),
      identityHash,
      flowHash,
      unsubscribeHash: new Uint8Array(keyedHash(unsubscribeId)),
      unsubscribeId: seal(unsubscribeId),
      callbackUrl: seal(url.href),
      callbackHost: url.host,
      rateLimit: presetRateLimit(url.hostname),
      secret: seal(secret),
      ...owner,
      ...parameters,
    },
  })
  const hook = await view(tx, created)
  await record(tx, access.actor, {
    action: 'hook.subscribe',
    instanceId: access.instance.id,
    objectType: 'hook',
    objectId: id,
    after: hook,
  })
  await changed(tx, access.instance.id, 'hooks')
  return { hook, unsubscribeId, secret }
}

async function again(
  tx: Transaction,
  access: Access,
  existing: Subscription,
  thresholdId: string | null,
): Promise<Subscribed> {
  const isBound = existing.thresholdId === thresholdId
  const bound = isBound ? existing : await tx.subscription.update({ where: { id: existing.id }, data: { thresholdId } })
  if (!isBound) await changed(tx, access.instance.id, 'hooks')
  // What a person has paused, or is being resumed by somebody's choice, is left to them.
  const isChosen = bound.statusReason === 'pausedByPerson' || bound.statusReason === 'catchingUp'
  const subscription = isChosen ? bound : await resume(tx, access, bound)
  return { hook: await view(tx, subscription), unsubscribeId: unseal(existing.unsubscribeId) }
}

async function resolveParameters(tx: Transaction, instanceId: string, input: NewHook) {
  const { dataSourceId, segmentName, measureName, threshold, onlyOnStateChange, submissionKind, status } = input
  if (dataSourceId !== undefined && !(await tx.dataSource.findFirst({ where: { id: dataSourceId, instanceId } }))) {
    const message = `There is no data source ${dataSourceId}.`
    throw new Unprocessable(message, [{ path: 'dataSourceId', message }])
  }
  const measured = segmentName !== undefined || measureName !== undefined
  const object = measured ? await findObject(tx, instanceId, { segmentName, measureName }) : undefined
  const thresholdId =
    object && threshold !== undefined ? await thresholdFor(tx, instanceId, object, threshold) : undefined
  return {
    dataSourceId,
    ...object,
    thresholdId,
    onlyOnStateChange: onlyOnStateChange ?? false,
    submissionKind,
    statusFilter: status,
  }
}

/** The same flow, whose owner has left, subscribes through somebody else: it is theirs now, with what was kept for it. */
async function adopt(tx: Transaction, access: Access, flowHash: Uint8Array<ArrayBuffer>, owner: Owner & Named) {
  const ownerless = await tx.subscription.findFirst({
    where: { flowHash, statusReason: 'ownerGone' satisfies StatusReason, removedAt: null },
    orderBy: { id: 'desc' },
  })
  return ownerless && resume(tx, access, await giveTo(tx, access, ownerless, owner))
}

type Named = { ownerName: string }

function ownerOf(actor: Actor): Owner & Named {
  if (actor.type === 'person' || actor.type === 'key') {
    return { ownerType: actor.type, ownerId: actor.id, ownerName: actor.name }
  }
  return { ownerType: 'deployment', ownerId: null, ownerName: actor.name }
}

async function view(tx: Transaction, row: Subscription): Promise<HookView> {
  const [hook] = await hookViews(tx, [row])
  if (!hook) throw new Error('a subscription without a view')
  return hook
}
