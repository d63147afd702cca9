import { database } from '#lib/database/client.ts'
import { type Selection, SKIP_REASON, type SkipReason, selected, withEvent } from '#lib/deliveries/replays/selection.ts'
import type { ReplayPreview } from '#lib/deliveries/replays/view.ts'
import { statusOf } from '#lib/deliveries/view.ts'
import { Unprocessable } from '#lib/errors.ts'
import type { DeliveryState, HookStatus } from '#prisma/generated/enums.ts'

/** Deliveries of one subscription that are alike. */
export type Group = {
  hookId: string
  callbackHost: string | null
  hookStatus: HookStatus | null
  /** Nothing is sent until it is resumed or answers its probe. */
  isHeld: boolean
  rateLimit: number | null
  state: DeliveryState
  untried: boolean
  skip: SkipReason | null
  count: number
  firstId: string
  lastId: string
}

/**
 * What a selection finds at this moment.
 * @throws Unprocessable for a delivery that is named and not there
 */
export async function survey(instanceId: string, selection: Selection): Promise<Group[]> {
  const groups = await database().$queryRaw<Group[]>`
    select d.subscription_id as "hookId", s.callback_host as "callbackHost",
      case when s.removed_at is null then s.status end as "hookStatus",
      coalesce(s.status = 'paused' or s.status_reason = 'circuitOpen', false) as "isHeld", s.rate_limit as "rateLimit",
      d.state, d.tries = 0 as untried, ${SKIP_REASON} as skip, count(*)::int as count,
      min(d.id::text collate "C") as "firstId", max(d.id::text collate "C") as "lastId"
    from delivery d ${withEvent(selection)} left join subscription s on s.id = d.subscription_id
    where ${selected(instanceId, selection)}
    group by d.subscription_id, s.id, d.state, d.tries = 0`
  const named = new Set(selection.deliveryIds)
  if (named.size > total(groups)) throw new Unprocessable(await missing(instanceId, [...named]))
  return groups
}

async function missing(instanceId: string, ids: string[]) {
  const rows = await database().delivery.findMany({ where: { id: { in: ids }, instanceId }, select: { id: true } })
  const found = new Set(rows.map(({ id }) => id))
  return `There is no delivery ${ids.find(id => !found.has(id))}.`
}

export const total = (groups: Group[]) => groups.reduce((sum, { count }) => sum + count, 0)

const MOST_HOOKS = 20

/** What a replay of these groups would do at this rate. */
export function previewOf(groups: Group[], perSecond: number): ReplayPreview {
  const toSend = groups.filter(({ skip }) => skip === null)
  const skipped = (reason: SkipReason) => total(groups.filter(({ skip }) => skip === reason))
  const hooks = hooksOf(groups)
  return {
    matched: total(groups),
    toSend: total(toSend),
    skipped: {
      removed: skipped('removed'),
      gone: skipped('gone'),
      sending: skipped('sending'),
      waiting: skipped('waiting'),
    },
    toKeep: total(toSend.filter(({ isHeld }) => isHeld)),
    byStatus: byStatus(groups),
    hooks: hooks.slice(0, MOST_HOOKS),
    hookCount: hooks.length,
    receiverCount: hooks.filter(hook => hook.toSend > 0).length,
    perSecond,
    estimatedSeconds: Math.ceil(
      hooks.reduce(
        (slowest, hook) => Math.max(slowest, hook.toSend / (hook.rateLimit ?? perSecond)),
        total(toSend) / perSecond,
      ),
    ),
  }
}

function byStatus(groups: Group[]): ReplayPreview['byStatus'] {
  const counts = new Map<ReplayPreview['byStatus'][number]['status'], number>()
  for (const { state, untried, count } of groups) {
    const status = statusOf(state, untried ? 0 : 1)
    counts.set(status, (counts.get(status) ?? 0) + count)
  }
  return [...counts].map(([status, count]) => ({ status, count })).sort((a, b) => b.count - a.count)
}

function hooksOf(groups: Group[]): ReplayPreview['hooks'] {
  const hooks = new Map<string, ReplayPreview['hooks'][number]>()
  for (const { hookId, callbackHost, hookStatus, rateLimit, skip, count } of groups) {
    const hook = hooks.get(hookId) ?? {
      hookId,
      callbackHost: callbackHost ?? '',
      status: hookStatus ?? 'removed',
      matched: 0,
      toSend: 0,
      rateLimit: rateLimit ?? undefined,
    }
    hook.matched += count
    if (skip === null) hook.toSend += count
    hooks.set(hookId, hook)
  }
  return [...hooks.values()].sort((a, b) => b.toSend - a.toSend || b.matched - a.matched)
}
