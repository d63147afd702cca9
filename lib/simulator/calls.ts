import type { IncomingHttpHeaders } from 'node:http'
import { changed } from '#lib/changes/notify.ts'
import { database, transaction } from '#lib/database/client.ts'
import { unseal } from '#lib/secrets/seal.ts'
import { isSigned } from '#lib/simulator/signature.ts'

const KEPT_CALLS = 50

export type Call = { headers: IncomingHttpHeaders; body: string }

/** Keeps a call that a flow got, with what it answers; of the older ones the last few. */
export async function recordCall(
  flow: { id: string; instanceId: string },
  call: Call,
  answer: { statusCode?: number; runId?: string },
) {
  const webhookId = call.headers['webhook-id']?.toString()
  const secret = await secretOf(flow.instanceId, webhookId)
  const signed = secret !== undefined && isSigned(secret, call.headers, call.body, Date.now())
  await transaction(async tx => {
    await tx.simulatedCall.create({
      data: { flowId: flow.id, webhookId, isSigned: signed, body: call.body.replaceAll('\0', '\u{fffd}'), ...answer },
    })
    await tx.$executeRaw`
      delete from simulated_call where id in (
        select id from simulated_call where flow_id = ${flow.id}::uuid
        order by received_at desc, id desc offset ${KEPT_CALLS})`
    await changed(tx, flow.instanceId, 'simulatedFlows')
  })
}

/** What the subscription that this delivery is for was told to check signatures with. */
async function secretOf(instanceId: string, deliveryId: string | undefined): Promise<string | undefined> {
  if (deliveryId === undefined || !/^[0-9a-f-]{36}$/.test(deliveryId)) return undefined
  const delivery = await database().delivery.findFirst({ where: { id: deliveryId, instanceId } })
  const hook = delivery && (await database().subscription.findUnique({ where: { id: delivery.subscriptionId } }))
  return hook ? unseal(hook.secret) : undefined
}
