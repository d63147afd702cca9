import { record } from '#lib/audit/record.ts'
import { changed } from '#lib/changes/notify.ts'
import { type Transaction, transaction } from '#lib/database/client.ts'
import { Forbidden, NotFound } from '#lib/errors.ts'
import type { Access } from '#lib/instances/actor.ts'
import { can, permit } from '#lib/instances/permissions.ts'
import { type HookView, hookViews } from '#lib/subscriptions/view.ts'
import type { Prisma, Subscription } from '#prisma/generated/client.ts'

/** @throws NotFound where it is not there, was removed, or is another instance's. */
export async function findHook(tx: Transaction, access: Access, id: string): Promise<Subscription> {
  const hook = await tx.subscription.findFirst({ where: { id, instanceId: access.instance.id, removedAt: null } })
  if (!hook) throw new NotFound(`There is no subscription ${id}.`)
  return hook
}

/** @throws Forbidden for those who may change their own only, where it is not theirs. */
export async function findWritable(tx: Transaction, access: Access, hookId: string) {
  permit(access, 'hooks.write')
  const hook = await findHook(tx, access, hookId)
  const { actor, role } = access
  const own = 'id' in actor && hook.ownerType === actor.type && hook.ownerId === actor.id
  if (!own && !can(role, 'hooks.manage')) {
    throw new Forbidden('This subscription is somebody else’s; an administrator may change it.')
  }
  return hook
}

/** The shape of every write to one subscription. */
export async function change(
  access: Access,
  hookId: string,
  work: (tx: Transaction, hook: Subscription) => Promise<Subscription>,
): Promise<HookView> {
  return transaction(async tx => {
    const result = await work(tx, await findWritable(tx, access, hookId))
    await changed(tx, access.instance.id, 'hooks')
    return hookView(tx, result)
  })
}

export async function hookView(tx: Transaction, row: Subscription): Promise<HookView> {
  const [hook] = await hookViews(tx, [row])
  if (!hook) throw new NotFound(`There is no subscription ${row.id}.`)
  return hook
}

export const auditHook = (
  tx: Transaction,
  { actor }: Pick<Access, 'actor'>,
  hook: Subscription,
  action: string,
  after?: Prisma.InputJsonObject,
) =>
  record(tx, actor, {
    action,
    instanceId: hook.instanceId,
    objectType: 'hook',
    objectId: hook.id,
    before: { trigger: hook.trigger, callbackHost: hook.callbackHost, status: hook.status },
    after,
  })
