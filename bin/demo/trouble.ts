import type { Environment } from '#bin/demo/environment.ts'
import type { Product } from '#bin/demo/product.ts'
import { SimulatedFlow } from '#bin/demo/simulated-flow.ts'
import { step } from '#bin/demo/tell.ts'
import { until } from '#bin/demo/until.ts'

/**
 * A flow of the product's own simulator is turned off, an event comes, and the flow is turned on again.
 * @throws Error unless the event was kept meanwhile, and arrives
 */
export async function playTrouble(product: Product, environment: Environment) {
  const flow = await SimulatedFlow.make(product, environment, 'off')
  await environment.subscribe('full-refresh-completed', { notificationUrl: flow.url })
  step(`Full refresh: ${await environment.refreshAll()}.`)
  const hook = await until('The pausing of the subscription', 30, async () => {
    const [hook] = (await flow.read()).hooks
    return hook?.status === 'paused' && hook
  })
  step(`400  WorkflowTriggerIsNotEnabled: the subscription is ${hook.status}. ${hook.statusReason}`)

  await flow.behave('accepts')
  await product.api('PATCH', `/instances/${environment.id}/manage/hooks/${hook.id}`, { status: 'active' })
  const call = await until('The delivery of what was kept', 30, async () => {
    const [call] = (await flow.read()).calls
    return call?.statusCode === 202 && call
  })
  if (!call.isSigned) throw new Error('what was kept did not arrive signed')
  step(`202  The flow is turned on again, and has what was kept: run ${call.runId}.`)
}
