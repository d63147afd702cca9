import { record } from '#lib/audit/record.ts'
import { callbackPolicy, policyChanged } from '#lib/callback-hosts/policy.ts'
import { config } from '#lib/config.ts'
import { database, isUniqueViolation, transaction } from '#lib/database/client.ts'
import { NameTaken, NotFound, Unprocessable } from '#lib/errors.ts'
import type { Actor } from '#lib/instances/actor.ts'
import { permitDeployment } from '#lib/instances/permissions.ts'
import { isListed, mayBeCalled } from '#lib/network/reach.ts'
import type { StatusReason } from '#lib/subscriptions/status-reason.ts'

export type CallbackHostView = {
  /** A host suffix; `*` = any public host. */
  host: string
  /** Of CALLBACK_HOSTS, so not to be removed here. */
  isSetting: boolean
  addedBy?: string
  addedAt?: string
  /** Subscriptions that this entry allows, whatever others allow them too. */
  subscriptions: number
  /** Those of them that no other entry allows: they would be called no more without it. */
  onlyHere: number
}

/** A subscription whose host no entry allows: nothing is sent to it. */
export type RefusedHook = { hookId: string; instanceId: string; instanceName: string; trigger: string; host: string }

export type CallbackHosts = { value: CallbackHostView[]; refused: RefusedHook[] }

/** Where callbacks may go, for the whole deployment: the hosts of CALLBACK_HOSTS first, then those added, by name. */
export async function listCallbackHosts(actor: Actor): Promise<CallbackHosts> {
  permitDeployment(actor)
  const [added, hooks, policy] = await Promise.all([
    database().callbackHost.findMany({ orderBy: { host: 'asc' } }),
    liveHooks(),
    callbackPolicy(),
  ])
  const settings = config().callbackHosts
  const names = [...settings, ...added.map(({ host }) => host)]
  const view = (host: string, at: number) => {
    const others = names.toSpliced(at, 1)
    const allowed = hooks.filter(hook => isListed([host], hook.callbackHost))
    const onlyHere = allowed.filter(hook => !isListed(others, hook.callbackHost))
    return { host, subscriptions: allowed.length, onlyHere: onlyHere.length }
  }
  return {
    value: [
      ...settings.map((host, at) => ({ ...view(host, at), isSetting: true })),
      ...added.map(({ host, addedBy, createdAt }, at) => ({
        ...view(host, settings.length + at),
        isSetting: false,
        addedBy,
        addedAt: createdAt.toISOString(),
      })),
    ],
    refused: hooks
      .filter(hook => !mayBeCalled(policy, hook.callbackHost))
      .map(({ id, instanceId, instanceName, trigger, callbackHost: host }) => ({
        hookId: id,
        instanceId,
        instanceName,
        trigger,
        host,
      })),
  }
}

/** Allows callbacks to a host and those below it, from the next call on. @throws NameTaken where it is allowed already */
export async function addCallbackHost(actor: Actor, host: string): Promise<{ host: string }> {
  permitDeployment(actor)
  const taken = new NameTaken(`${host} is on the list already.`, [{ path: 'host', message: 'is on the list already' }])
  if (config().callbackHosts.includes(host)) throw taken
  try {
    await transaction(async tx => {
      await tx.callbackHost.create({ data: { host, addedBy: actor.name } })
      await record(tx, actor, { action: 'callbackHost.add', objectType: 'callbackHost', objectId: host })
      await policyChanged(tx)
      // Whoever was refused is asked at once, not when the hour is over.
      await tx.subscription.updateMany({
        where: { statusReason: 'hostRefused' satisfies StatusReason, removedAt: null },
        data: { probeAt: new Date() },
      })
    })
  } catch (error) {
    if (isUniqueViolation(error)) throw taken
    throw error
  }
  return { host }
}

/** Ends calls to a host, from the next one on; those that it alone allowed are told by `listCallbackHosts`. */
export async function removeCallbackHost(actor: Actor, host: string) {
  permitDeployment(actor)
  if (config().callbackHosts.includes(host)) {
    throw new Unprocessable(`${host} stands in CALLBACK_HOSTS; the operator can take it out there.`)
  }
  await transaction(async tx => {
    const { count } = await tx.callbackHost.deleteMany({ where: { host } })
    if (count === 0) throw new NotFound(`${host} is not on the list.`)
    await record(tx, actor, { action: 'callbackHost.remove', objectType: 'callbackHost', objectId: host })
    await policyChanged(tx)
  })
}

type LiveHook = { id: string; instanceId: string; instanceName: string; trigger: string; callbackHost: string }

async function liveHooks(): Promise<LiveHook[]> {
  return database().$queryRaw`
    select subscription.id, instance_id "instanceId", instance.name "instanceName", trigger, callback_host "callbackHost"
    from subscription join instance on instance.id = instance_id
    where removed_at is null and subscription.status <> 'gone'
    order by instance.name, callback_host, subscription.id`
}
