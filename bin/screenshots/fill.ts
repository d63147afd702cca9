import { Environment } from '#bin/demo/environment.ts'
import type { Files } from '#bin/demo/files.ts'
import type { FlowEngine } from '#bin/demo/flow-engine.ts'
import type { Product } from '#bin/demo/product.ts'
import { SimulatedFlow } from '#bin/demo/simulated-flow.ts'
import { until } from '#bin/demo/until.ts'
import { SAMPLE_MEASURES, SAMPLE_SEGMENTS, SAMPLE_UNIFICATION } from '#lib/insights/sample/definitions.ts'
import type { Behaviour } from '#lib/simulator/behaviours.ts'

type Scene = { product: Product; files: Files; engine: FlowEngine }

const UNSETTLED = ['pending', 'sending']

/**
 * Fills the product by its own API with what an administrator might see on a busy morning: files refreshed, one of them
 * broken once, thresholds crossed, flows that run and flows in trouble. @returns the link by which Ann can sign in
 */
export async function fill({ product, files, engine }: Scene): Promise<string> {
  const environment = await Environment.first(product)
  const post = <T = unknown>(path: string, body: object) =>
    product.api<T>('POST', `/instances/${environment.id}/manage${path}`, body)

  await environment.addFile('crm', 'CRM contacts', 'crm.csv', 'Contact')
  await environment.addFile('loyalty', 'Loyalty members', 'loyalty.csv', 'LoyaltyMember')
  await environment.refreshAll()
  await product.api('PUT', `/instances/${environment.id}/manage/unification`, SAMPLE_UNIFICATION)
  for (const segment of SAMPLE_SEGMENTS) await post('/segments', segment)
  for (const measure of SAMPLE_MEASURES) await post('/measures', measure)
  await environment.refreshAll()

  await post('/destinations', { kind: 'powerAutomate', displayName: 'Marketing flows', consent: true })
  await post('/thresholds', { segmentName: 'NswContacts', value: 1700, name: 'Big enough to mail' })
  await post('/thresholds', { segmentName: 'OlderContacts', value: 2600 })
  await post('/thresholds', { measureName: 'ContactCount', value: 5010, name: 'Next price tier' })
  await post('/thresholds', { measureName: 'MembersWithoutBirthDate', value: 100, name: 'Too many gaps' })

  const { json } = await post<{ key: string }>('/keys', { name: 'Flow makers', role: 'Contributor' })
  const subscribe = async (trigger: string, notificationUrl: string, parameters: object = {}) => {
    const response = await fetch(`${product.url}/api/v1/instances/${environment.id}/manage/hooks/${trigger}`, {
      method: 'POST',
      headers: { 'X-API-Key': json.key, 'Content-Type': 'application/json' },
      body: JSON.stringify({ notificationUrl, ...parameters }),
    })
    if (!response.ok) throw new Error(`subscribing was answered with ${response.status}: ${await response.text()}`)
  }
  const contacts = { segmentName: 'NswContacts', threshold: 1700 }
  await subscribe('segment-threshold-crossed', engine.callbackUrl('segment-threshold-crossed'), contacts)
  await subscribe('measure-threshold-crossed', engine.callbackUrl('measure-threshold-crossed'), {
    measureName: 'ContactCount',
  })
  await subscribe('data-source-refresh-failed', engine.callbackUrl('data-source-refresh-failed'))
  await subscribe('data-source-refresh-succeeded', engine.callbackUrl('data-source-refresh-succeeded'))
  await subscribe('full-refresh-completed', engine.callbackUrl('full-refresh-completed'))
  const simulated = async (behaviour: Behaviour) => (await SimulatedFlow.make(product, environment, behaviour)).url
  await subscribe('full-refresh-completed', await simulated('unavailable'))
  await subscribe('segment-threshold-crossed', await simulated('off'), contacts)
  await subscribe('measure-threshold-crossed', await simulated('gone'), { measureName: 'ContactCount' })
  await subscribe('data-source-refresh-failed', await simulated('rejects'))

  await environment.refreshAll()
  await files.grow(20)
  await environment.refreshAll()
  await files.breakRow(2500)
  await environment.refreshAll()
  await until('The first attempt of every delivery', 30, async () => {
    const list = await product.api<{ value: { status: string; attemptCount: number }[] }>(
      'GET',
      `/instances/${environment.id}/manage/deliveries`,
    )
    return !list.json.value.some(({ status, attemptCount }) => UNSETTLED.includes(status) && attemptCount === 0)
  })

  const ann = { email: 'ann@contoso.example', name: 'Ann Example', role: 'Admin' }
  return (await post<{ invitation: { url: string } }>('/members', ann)).json.invitation.url
}
