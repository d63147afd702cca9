import { record } from '#lib/audit/record.ts'
import { transaction } from '#lib/database/client.ts'
import { keyedHash } from '#lib/secrets/keys.ts'
import { remove } from '#lib/subscriptions/remove.ts'

/**
 * A flow says goodbye at the address that only it was given: the unguessable id is the whole authority, because flow
 * engines may send the DELETE without the connection's credentials. Repeated or unknown: nothing happens, and nothing is told.
 */
export async function unsubscribe(instanceId: string, unsubscribeId: string, address?: string) {
  await transaction(async tx => {
    const unsubscribeHash = new Uint8Array(keyedHash(unsubscribeId))
    const hook = await tx.subscription.findUnique({ where: { unsubscribeHash } })
    if (!hook || hook.instanceId !== instanceId || hook.removedAt) return
    await record(
      tx,
      { type: 'system', name: 'subscriber', address },
      {
        action: 'hook.unsubscribe',
        instanceId,
        objectType: 'hook',
        objectId: hook.id,
        before: { trigger: hook.trigger, callbackHost: hook.callbackHost, status: hook.status },
      },
    )
    await remove(tx, hook)
  })
}
