import { record } from '#lib/audit/record.ts'
import { changed } from '#lib/changes/notify.ts'
import { database, transaction } from '#lib/database/client.ts'
import {
  type DeliveryDetail,
  type DeliveryStatus,
  type DeliveryView,
  deliveryView,
  whereStatus,
} from '#lib/deliveries/view.ts'
import { wakeDispatchers } from '#lib/deliveries/wake.ts'
import { NotFound, Unprocessable } from '#lib/errors.ts'
import type { Access } from '#lib/instances/actor.ts'
import { can, permit } from '#lib/instances/permissions.ts'

export type DeliveryFilter = {
  status?: DeliveryStatus
  hookId?: string
  eventId?: string
  type?: string
  after?: { at: string; id: string }
  limit: number
}

const withContext = {
  event: { select: { type: true, isTest: true, payload: true } },
  subscription: { select: { callbackHost: true } },
} as const

/** Newest first, at most `limit`. */
export async function listDeliveries(access: Access, filter: DeliveryFilter): Promise<DeliveryView[]> {
  permit(access, 'deliveries.read')
  const { status, hookId, eventId, type, after, limit } = filter
  const rows = await database().delivery.findMany({
    where: {
      AND: [
        { instanceId: access.instance.id, subscriptionId: hookId, eventId, ...(type && { event: { type } }) },
        status ? whereStatus(status) : {},
        after ? { OR: [{ createdAt: { lt: after.at } }, { createdAt: after.at, id: { lt: after.id } }] } : {},
      ],
    },
    include: withContext,
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: limit,
  })
  return rows.map(deliveryView)
}

/** One delivery with its payload and attempts. What receivers answered is left out for roles that may not see it. */
export async function getDelivery(access: Access, deliveryId: string): Promise<DeliveryDetail> {
  permit(access, 'deliveries.read')
  const row = await database().delivery.findFirst({
    where: { id: deliveryId, instanceId: access.instance.id },
    include: { ...withContext, attempts: { orderBy: { number: 'asc' } } },
  })
  if (!row) throw new NotFound(`There is no delivery ${deliveryId}.`)
  const showResponses = can(access.role, 'deliveries.readResponses')
  return {
    ...deliveryView(row),
    event: row.event.payload,
    attempts: row.attempts.map(attempt => ({
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
      include: { subscription: { select: { status: true, removedAt: true } } },
    })
    if (!row) throw new NotFound(`There is no delivery ${deliveryId}.`)
    if (row.subscription.removedAt || row.subscription.status === 'gone') {
      throw new Unprocessable('The subscription of this delivery is gone; there is nobody to send it to.')
    }
    // One that is under way settles by itself; the update leaves it alone whatever was read before.
    const { count } = await tx.delivery.updateMany({
      where: { id: deliveryId, state: { not: 'sending' } },
      data: {
        state: 'due',
        dueAt: new Date(),
        tries: 0,
        isReplay: true,
        settledAt: null,
        error: null,
        statusCode: null,
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
