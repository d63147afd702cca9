import { record } from '#lib/audit/record.ts'
import { changed } from '#lib/changes/notify.ts'
import { database, transaction } from '#lib/database/client.ts'
import type { Selection } from '#lib/deliveries/replays/selection.ts'
import { previewOf, survey, total } from '#lib/deliveries/replays/survey.ts'
import { type ReplayPreview, type ReplayView, replayView } from '#lib/deliveries/replays/view.ts'
import { NotFound, Unprocessable } from '#lib/errors.ts'
import type { Access } from '#lib/instances/actor.ts'
import { permit } from '#lib/instances/permissions.ts'
import type { ReplayState } from '#prisma/generated/enums.ts'

type Request = Selection & { perSecond: number }

/** What a replay would do, without doing it. */
export async function previewReplay(access: Access, { perSecond, ...selection }: Request): Promise<ReplayPreview> {
  permit(access, 'deliveries.replay')
  return previewOf(await survey(access.instance.id, selection), perSecond)
}

/** Begins to send again what is selected now; a worker carries it out. @throws Unprocessable where nothing is selected */
export async function startReplay(access: Access, { perSecond, ...selection }: Request): Promise<ReplayView> {
  permit(access, 'deliveries.replay')
  const instanceId = access.instance.id
  const groups = await survey(instanceId, selection)
  const [firstId] = groups.map(group => group.firstId).sort()
  const lastId = groups
    .map(group => group.lastId)
    .sort()
    .at(-1)
  if (firstId === undefined || lastId === undefined) {
    throw new Unprocessable('No delivery matches; there is nothing to send again.')
  }
  return transaction(async tx => {
    // The database's clock, by which deliveries settle.
    const [clock] = await tx.$queryRaw<{ now: Date }[]>`select clock_timestamp() as now`
    const replay = await tx.replay.create({
      data: {
        instanceId,
        createdAt: clock?.now,
        filter: selection.filter,
        deliveryIds: selection.deliveryIds,
        perSecond,
        requestedBy: access.actor.name,
        matched: total(groups),
        firstId,
        lastId,
      },
    })
    const view = replayView(replay)
    await record(tx, access.actor, {
      action: 'replay.start',
      instanceId,
      objectType: 'replay',
      objectId: replay.id,
      after: view,
    })
    await changed(tx, instanceId, 'replays')
    return view
  })
}

/** Newest first, at most `limit`. */
export async function listReplays(access: Access, { after, limit }: { after?: string; limit: number }) {
  permit(access, 'deliveries.read')
  const rows = await database().replay.findMany({
    where: { instanceId: access.instance.id, id: { lt: after } },
    orderBy: { id: 'desc' },
    take: limit,
  })
  return rows.map(replayView)
}

export async function getReplay(access: Access, replayId: string): Promise<ReplayView> {
  permit(access, 'deliveries.read')
  const row = await database().replay.findFirst({ where: { id: replayId, instanceId: access.instance.id } })
  if (!row) throw new NotFound(`There is no replay ${replayId}.`)
  return replayView(row)
}

/** Pauses a replay, goes on with it, or ends it. What it has made due already is still sent. */
export async function setReplayStatus(
  access: Access,
  replayId: string,
  state: Exclude<ReplayState, 'completed'>,
): Promise<ReplayView> {
  permit(access, 'deliveries.replay')
  const instanceId = access.instance.id
  return transaction(async tx => {
    const before = await tx.replay.findFirst({ where: { id: replayId, instanceId } })
    if (!before) throw new NotFound(`There is no replay ${replayId}.`)
    const { count } = await tx.replay.updateMany({
      where: { id: replayId, state: { in: ['running', 'paused'] } },
      data: { state, endedAt: state === 'cancelled' ? new Date() : null },
    })
    const now = await tx.replay.findUniqueOrThrow({ where: { id: replayId } })
    if (count === 0) throw new Unprocessable(`The replay is ${now.state}; start another one.`)
    await record(tx, access.actor, {
      action: 'replay.change',
      instanceId,
      objectType: 'replay',
      objectId: replayId,
      before: { status: before.state },
      after: { status: state },
    })
    await changed(tx, instanceId, 'replays')
    return replayView(now)
  })
}
