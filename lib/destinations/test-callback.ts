import { record } from '#lib/audit/record.ts'
import { callbackPolicy } from '#lib/callback-hosts/policy.ts'
import { transaction } from '#lib/database/client.ts'
import { uuid7 } from '#lib/database/uuid7.ts'
import { outcomeOf } from '#lib/deliveries/outcome.ts'
import { send } from '#lib/deliveries/send.ts'
import { newSecret, signingKey } from '#lib/deliveries/signature.ts'
import { addressOf } from '#lib/deliveries/target.ts'
import { readDestination } from '#lib/destinations/destinations.ts'
import { sample } from '#lib/events/sample.ts'
import type { Access } from '#lib/instances/actor.ts'
import { permit } from '#lib/instances/permissions.ts'
import { checkCallbackUrl, parseCallbackUrl } from '#lib/network/callback-url.ts'
import { guardedAgent } from '#lib/network/guarded-agent.ts'

/** What came of a test: never the receiver's answer itself, which could be anything on a host that nobody has vouched for. */
export type TestResult = { outcome: string; statusCode?: number; durationMs: number; error?: string }

/** Sends one test event to an address that an administrator typed in, under the same guard as every callback. */
export async function testCallback(
  access: Access,
  destinationId: string,
  notificationUrl: string,
): Promise<TestResult> {
  permit(access, 'destinations.write')
  await readDestination(access, destinationId)
  const policy = await callbackPolicy()
  const url = parseCallbackUrl(notificationUrl)
  await checkCallbackUrl(url, policy)
  await transaction(tx =>
    record(tx, access.actor, {
      action: 'destination.test',
      instanceId: access.instance.id,
      objectType: 'destination',
      objectId: destinationId,
      after: { callbackHost: url.host },
    }),
  )
  const id = uuid7()
  const { id: instanceId, name: instanceName } = access.instance
  const body = JSON.stringify({
    ...sample('segment-threshold-crossed'),
    id,
    occurredAt: new Date().toISOString(),
    instanceId,
    instanceName,
    jobId: undefined,
    isTest: true,
  })
  const agent = guardedAgent({ policy: () => policy, connectTimeoutMs: 10_000, connections: 1 })
  try {
    const target = { ...addressOf(url), keys: [signingKey(newSecret())] }
    const { answer, durationMs } = await send(agent, { target, deliveryId: id, body }, AbortSignal.timeout(20_000))
    const { kind } = outcomeOf(answer)
    return 'error' in answer
      ? { outcome: kind, durationMs, error: answer.message }
      : { outcome: kind, durationMs, statusCode: answer.statusCode }
  } finally {
    await agent.destroy()
  }
}
