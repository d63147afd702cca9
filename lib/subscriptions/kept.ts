import { transaction } from '#lib/database/client.ts'
import { countKept, latestKept } from '#lib/deliveries/kept.ts'
import type { Access } from '#lib/instances/actor.ts'
import { permit } from '#lib/instances/permissions.ts'
import { type CatchUp, planOf, secondsToSend } from '#lib/subscriptions/catch-up.ts'
import { findHook } from '#lib/subscriptions/find.ts'
import { momentOf } from '#lib/subscriptions/sort-kept.ts'

/** What is kept for a subscription, and what a choice would make of it. */
export type KeptView = {
  kept: number
  oldest?: string
  newest?: string
  sent: number
  cancelled: number
  /** Callbacks a second; left out where there is no limit. */
  rateLimit?: number
  /** How long sending takes at that limit. */
  estimatedSeconds?: number
}

export async function previewKept(access: Access, hookId: string, choice: CatchUp): Promise<KeptView> {
  permit(access, 'hooks.read')
  return transaction(async tx => {
    const hook = await findHook(tx, access, hookId)
    const { since } = planOf(choice, await momentOf(tx))
    const { count, oldest, newest, recent } = await countKept(tx, hook, since)
    const sent =
      choice.catchUp === 'all' ? recent : choice.catchUp === 'none' ? 0 : (await latestKept(tx, hook, since)).length
    return {
      kept: count,
      oldest: oldest?.toISOString(),
      newest: newest?.toISOString(),
      sent,
      cancelled: count - sent,
      rateLimit: hook.rateLimit ?? undefined,
      estimatedSeconds: secondsToSend(sent, hook.rateLimit),
    }
  })
}
