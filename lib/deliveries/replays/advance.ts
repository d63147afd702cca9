import { changed } from '#lib/changes/notify.ts'
import { type Transaction, transaction } from '#lib/database/client.ts'
import type { DeliveryFilter } from '#lib/deliveries/filter.ts'
import { allowance, pacedUntil, room } from '#lib/deliveries/replays/pace.ts'
import { type Selection, SKIP_REASON, selected, withEvent } from '#lib/deliveries/replays/selection.ts'
import { wakeDispatchers } from '#lib/deliveries/wake.ts'
import { Prisma, type Replay } from '#prisma/generated/client.ts'

/** How many rows one transaction looks at: a filter that finds one in a million costs many short ones. */
const WINDOW = 5000

type Batch = {
  cursor: string
  sent: number
  removed: number
  gone: number
  sending: number
  waiting: number
  subscriptionIds: string[] | null
  windowDone: boolean
}

/**
 * One step of a replay: as many deliveries as its rate allows are due, and the cursor behind them, in one transaction.
 * Only one worker takes it at a time.
 * @returns whether another step may follow at once
 */
export async function advance(replayId: string): Promise<boolean> {
  return transaction(async tx => {
    const [replay] = await tx.$queryRaw<(Replay & { now: Date })[]>`
      select id, instance_id as "instanceId", filter, delivery_ids as "deliveryIds", per_second as "perSecond", first_id as "firstId",
        cursor, last_id as "lastId", paced_at as "pacedAt", created_at as "createdAt", clock_timestamp() as now
      from replay where id = ${replayId}::uuid and state = 'running' for update skip locked`
    if (!replay) return false
    const { perSecond } = replay
    const waiting = await countWaiting(tx, replay)
    if (replay.cursor === replay.lastId) {
      if (waiting === 0) await complete(tx, replay)
      return false
    }
    const [now, pacedAt] = [replay.now.getTime(), replay.pacedAt.getTime()]
    const count = allowance(now, pacedAt, perSecond, waiting)
    if (count === 0) return false

    const batch = await makeDue(tx, replay, count)
    await tx.replay.update({
      where: { id: replayId },
      data: {
        cursor: batch?.cursor ?? replay.lastId,
        pacedAt: new Date(pacedUntil(now, pacedAt, perSecond, batch?.sent ?? 0)),
        sent: { increment: batch?.sent ?? 0 },
        skippedRemoved: { increment: batch?.removed ?? 0 },
        skippedGone: { increment: batch?.gone ?? 0 },
        skippedSending: { increment: batch?.sending ?? 0 },
        skippedWaiting: { increment: batch?.waiting ?? 0 },
      },
    })
    await wakeDispatchers(tx, batch?.subscriptionIds ?? [], ['replay'])
    await changed(tx, replay.instanceId, 'replays', 'deliveries')
    return batch?.windowDone ?? false
  })
}

/** Of what it has made due, how much is still to be sent, counted up to its room; what is kept for a receiver that takes nothing is left out. */
async function countWaiting(tx: Transaction, { id, perSecond }: Replay): Promise<number> {
  const [row] = await tx.$queryRaw<{ count: number }[]>`
    select count(*)::int as count from (
      select 1 from delivery d join subscription s on s.id = d.subscription_id
      where d.replay_id = ${id}::uuid and d.state = 'due' and s.removed_at is null
        and s.status in ('active', 'failing') and s.status_reason is distinct from 'circuitOpen'
      limit ${room(perSecond)}
    ) waiting`
  return row?.count ?? 0
}

async function complete(tx: Transaction, { id, instanceId }: Replay) {
  await tx.replay.update({ where: { id }, data: { state: 'completed', endedAt: new Date() } })
  await changed(tx, instanceId, 'replays')
}

/**
 * Makes due up to `count` of what follows the cursor. What has settled since the replay was asked for is not its
 * business; a row that somebody is changing at this moment counts as being sent.
 */
async function makeDue(tx: Transaction, replay: Replay, count: number): Promise<Batch | undefined> {
  const selection: Selection = replay.filter
    ? { filter: replay.filter as DeliveryFilter }
    : { deliveryIds: replay.deliveryIds }
  const { hookId, eventId } = selection.filter ?? {}
  // What an index finds in the order of ids; the rest of the filter is looked at row by row, within the window.
  const scope = selected(replay.instanceId, selection.filter ? { filter: { hookId, eventId } } : selection)
  const beyond = replay.cursor ? Prisma.sql`d.id > ${replay.cursor}::uuid` : Prisma.sql`d.id >= ${replay.firstId}::uuid`
  const [batch] = await tx.$queryRaw<Batch[]>`
    with looked_at as materialized (
      select d.id from delivery d where ${scope} and ${beyond} and d.id <= ${replay.lastId}::uuid order by d.id limit ${WINDOW}
    ),
    matched as (
      select d.id, ${SKIP_REASON} as skip
      from looked_at join delivery d on d.id = looked_at.id ${withEvent(selection)} left join subscription s on s.id = d.subscription_id
      where ${selected(replay.instanceId, selection)} and (d.settled_at is null or d.settled_at <= ${replay.createdAt})
    ),
    numbered as (select id, skip, count(*) filter (where skip is null) over (order by id) as place from matched),
    taken as (select id, skip from numbered where place <= ${count}),
    locked as (
      select d.id from delivery d join taken on taken.id = d.id
      where taken.skip is null and d.state not in ('sending', 'due') for update of d skip locked
    ),
    sent as (
      update delivery d
      set state = 'due', due_at = now(), tries = 0, lane = 'replay', replay_id = ${replay.id}::uuid,
        settled_at = null, error = null, status_code = null, cancel_reason = null
      from locked where d.id = locked.id
      returning d.subscription_id
    ),
    sums as (
      select (select count(*)::int from sent) as sent,
        count(*) filter (where skip = 'removed')::int as removed, count(*) filter (where skip = 'gone')::int as gone,
        count(*) filter (where skip = 'waiting')::int as waiting,
        (count(*) filter (where skip = 'sending' or skip is null))::int - (select count(*)::int from sent) as sending
      from taken
    ),
    reached as (select not exists (select 1 from numbered where place > ${count}) as "windowDone")
    select sums.*, reached.*, array(select distinct subscription_id from sent) as "subscriptionIds",
      (select id from (select id from looked_at where reached."windowDone" union all select id from taken) ids order by id desc limit 1) as cursor
    from sums, reached
    where exists (select 1 from looked_at)`
  return batch
}
