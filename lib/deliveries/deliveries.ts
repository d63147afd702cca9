import { record } from '#lib/audit/record.ts'
import { changed } from '#lib/changes/notify.ts'
import { database, transaction } from '#lib/database/client.ts'
import { type DeliveryFilter, matching } from '#lib/deliveries/filter.ts'
import { type DeliveryDetail, type DeliveryRow, deliveryView } from '#lib/deliveries/view.ts'
import { wakeDispatchers } from '#lib/deliveries/wake.ts'
import { NotFound, Unprocessable } from '#lib/errors.ts'
import type { Access } from '#lib/instances/actor.ts'
import { can, permit } from '#lib/instances/permissions.ts'
import { Prisma } from '#prisma/generated/client.ts'

const MANY_EVENTS = 1000

type Page = { after?: { id: string }; limit: number }

const ROWS = Prisma.sql`
  select d.id, d.event_id as "eventId", d.subscription_id as "subscriptionId", d.state, d.tries, d.due_at as "dueAt",
    d.created_at as "createdAt", d.settled_at as "settledAt", d.status_code as "statusCode", d.error,
    d.cancel_reason as "cancelReason",
    d.attempt_count as "attemptCount", e.type, e.is_test as "isTest", e.payload, s.callback_host as "callbackHost"`
const JOINED = Prisma.sql`join event e on e.id = d.event_id join subscription s on s.id = d.subscription_id`

/** Newest first, at most `limit`. */
export async function listDeliveries(access: Access, { after, limit, ...filter }: DeliveryFilter & Page) {
  permit(access, 'deliveries.read')
  const events = filter.type ? await eventsOf(access.instance.id, filter.type) : []
  const isRare = filter.type && events.length < MANY_EVENTS
  const rare = isRare ? Prisma.sql`and d.event_id = any(${events}::uuid[])` : Prisma.empty
  const beyond = after ? Prisma.sql`and d.id < ${after.id}::uuid` : Prisma.empty
  // Only the page is joined, whatever the planner believes of the rest.
  const rows = await database().$queryRaw<DeliveryRow[]>`
    with page as materialized (
      select d.* from delivery d ${filter.type ? Prisma.sql`join event e on e.id = d.event_id` : Prisma.empty}
      where ${matching(access.instance.id, filter)} ${rare} ${beyond} order by d.id desc limit ${limit}
    )
    ${ROWS} from page d ${JOINED} order by d.id desc`
  return rows.map(deliveryView)
}

/** Events of a type up to `MANY_EVENTS`: of a rare one, the list is found by its events, and not by reading all others. */
async function eventsOf(instanceId: string, type: string): Promise<string[]> {
  const rows = await database().event.findMany({ where: { instanceId, type }, select: { id: true }, take: MANY_EVENTS })
  return rows.map(({ id }) => id)
}

/** One delivery with its payload and attempts. What receivers answered is left out for roles that may not see it. */
export async function getDelivery(access: Access, deliveryId: string): Promise<DeliveryDetail> {
  permit(access, 'deliveries.read')
  const [row] = await database().$queryRaw<DeliveryRow[]>`
    ${ROWS} from delivery d ${JOINED} where d.id = ${deliveryId}::uuid and d.instance_id = ${access.instance.id}::uuid`
  if (!row) throw new NotFound(`There is no delivery ${deliveryId}.`)
  const attempts = await database().attempt.findMany({ where: { deliveryId }, orderBy: { number: 'asc' } })
  const showResponses = can(access.role, 'deliveries.readResponses')
  return {
    ...deliveryView(row),
    event: row.payload,
    attempts: attempts.map(attempt => ({
      number: attempt.number,
      startedAt: attempt.startedAt.toISOString(),
      durationMs: attempt.durationMs ?? undefined,
      statusCode: attempt.statusCode ?? undefined,
      error: attempt.error ?? undefined,
      outcome: attempt.outcome,
      possibleDuplicate: attempt.possibleDuplicate || undefined,
      runId: attempt.runId ?? undefined,
      response: showResponses ? (attempt.response ?? undefined) : undefined,
    })),
  }
}

/** Sends a settled or waiting delivery again, at once and with the same webhook-id. */
export async function replayDelivery(access: Access, deliveryId: string) {
  permit(access, 'deliveries.replay')
  await transaction(async tx => {
    const row = await tx.delivery.findFirst({
      where: { id: deliveryId, instanceId: access.instance.id },
    })
    if (!row) throw new NotFound(`There is no delivery ${deliveryId}.`)
    const subscription = await tx.subscription.findUnique({ where: { id: row.subscriptionId } })
    if (!subscription || subscription.removedAt || subscription.status === 'gone') {
      throw new Unprocessable('The subscription of this delivery is gone; there is nobody to send it to.')
    }
    // One that is under way settles by itself; the update leaves it alone whatever was read before.
    const { count } = await tx.delivery.updateMany({
      where: { id: deliveryId, state: { not: 'sending' } },
      data: {
        state: 'due',
        dueAt: new Date(),
        tries: 0,
        lane: 'replay',
        settledAt: null,
        error: null,
        statusCode: null,
        cancelReason: null,
      },
    })
    if (count === 0) throw new Unprocessable('The delivery is being sent at this moment; wait for how it ends.')
    await record(tx, access.actor, {
      action: 'delivery.replay',
      instanceId: access.instance.id,
      objectType: 'delivery',
      objectId: deliveryId,
      before: { state: row.state },
    })
    await wakeDispatchers(tx, [row.subscriptionId])
    await changed(tx, access.instance.id, 'deliveries')
  })
}
