import { record } from '#lib/audit/record.ts'
import { changed } from '#lib/changes/notify.ts'
import { config } from '#lib/config.ts'
import { database, type Transaction, transaction } from '#lib/database/client.ts'
import { NotFound } from '#lib/errors.ts'
import type { Access } from '#lib/instances/actor.ts'
import { can, permit } from '#lib/instances/permissions.ts'
import { unseal } from '#lib/secrets/seal.ts'
import { flowPath } from '#lib/simulator/address.ts'
import type { Behaviour } from '#lib/simulator/behaviours.ts'
import { removeHook } from '#lib/subscriptions/remove.ts'
import { type HookView, hookViews } from '#lib/subscriptions/view.ts'
import type { SimulatedCall, SimulatedFlow, Subscription } from '#prisma/generated/client.ts'

export type SimulatedCallView = {
  callId: string
  receivedAt: string
  /** The delivery, as its callback named it. */
  webhookId?: string
  /** Absent where the connection was closed without an answer. */
  statusCode?: number
  /** Whether the signature is the subscription's, over what came. */
  isSigned: boolean
  runId?: string
  body: string
}

export type SimulatedFlowView = {
  flowId: string
  behaviour: Behaviour
  createdAt: string
  /** To subscribe with; a secret like every callback address, so only for those who may subscribe. */
  notificationUrl?: string
  /** Subscriptions with its address. */
  hooks: HookView[]
  lastCallAt?: string
}

const MAX_FLOWS = 200

/** The simulated flows of the instance, the newest first. */
export async function listSimulatedFlows(access: Access): Promise<SimulatedFlowView[]> {
  permit(access, 'hooks.read')
  simulator()
  const rows = await database().simulatedFlow.findMany({
    where: { instanceId: access.instance.id },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: MAX_FLOWS,
    include: { calls: { orderBy: { receivedAt: 'desc' }, take: 1 } },
  })
  return views(access, rows)
}

/** One flow with the calls that it got, the newest first. */
export async function getSimulatedFlow(
  access: Access,
  flowId: string,
): Promise<SimulatedFlowView & { calls: SimulatedCallView[] }> {
  permit(access, 'hooks.read')
  simulator()
  const row = await database().simulatedFlow.findFirst({
    where: { id: flowId, instanceId: access.instance.id },
    include: { calls: { orderBy: [{ receivedAt: 'desc' }, { id: 'desc' }] } },
  })
  if (!row) throw notFound(flowId)
  return { ...(await view(access, row)), calls: row.calls.map(callView) }
}

/** A flow to be subscribed by its `notificationUrl`, as a flow engine would: at the connector's API. */
export async function createSimulatedFlow(access: Access, behaviour: Behaviour): Promise<SimulatedFlowView> {
  permit(access, 'hooks.write')
  simulator()
  const row = await transaction(async tx => {
    const created = await tx.simulatedFlow.create({ data: { instanceId: access.instance.id, behaviour } })
    await audit(tx, access, 'simulatedFlow.create', created.id, { behaviour })
    await changed(tx, access.instance.id, 'simulatedFlows')
    return created
  })
  return view(access, { ...row, calls: [] })
}

/** From the next callback on it behaves so. */
export async function changeSimulatedFlow(
  access: Access,
  flowId: string,
  behaviour: Behaviour,
): Promise<SimulatedFlowView> {
  permit(access, 'hooks.write')
  simulator()
  await transaction(async tx => {
    const { count } = await tx.simulatedFlow.updateMany({
      where: { id: flowId, instanceId: access.instance.id },
      data: { behaviour },
    })
    if (count === 0) throw notFound(flowId)
    await audit(tx, access, 'simulatedFlow.change', flowId, { behaviour })
    await changed(tx, access.instance.id, 'simulatedFlows')
  })
  return getSimulatedFlow(access, flowId)
}

/** The flow is turned off and deleted: it says goodbye to its subscriptions, as a flow engine does. */
export async function deleteSimulatedFlow(access: Access, flowId: string) {
  permit(access, 'hooks.write')
  const { hooks } = await getSimulatedFlow(access, flowId)
  for (const { id } of hooks) await removeHook(access, id)
  await transaction(async tx => {
    await tx.simulatedFlow.deleteMany({ where: { id: flowId, instanceId: access.instance.id } })
    await audit(tx, access, 'simulatedFlow.delete', flowId)
    await changed(tx, access.instance.id, 'simulatedFlows')
  })
}

/** The simulator's origin. @throws NotFound where it is switched off */
function simulator(): string {
  const { flowSimulator } = config()
  if (!flowSimulator) throw new NotFound('The flow simulator is switched off; FLOW_SIMULATOR switches it on.')
  return flowSimulator
}

type Row = SimulatedFlow & { calls: SimulatedCall[] }

async function views(access: Access, rows: Row[]): Promise<SimulatedFlowView[]> {
  const origin = simulator()
  const subscribed = await database().subscription.findMany({
    where: { instanceId: access.instance.id, removedAt: null, callbackHost: new URL(origin).host },
  })
  // Addresses are sealed, so they are not to be found by a query; simulated ones are few.
  const addresses = new Map(subscribed.map(row => [row.id, opened(row)]))
  const hooks = await hookViews(database(), subscribed)
  return rows.map(({ id, behaviour, createdAt, calls }) => {
    const notificationUrl = `${origin}${flowPath(id)}`
    return {
      flowId: id,
      behaviour: behaviour as Behaviour,
      createdAt: createdAt.toISOString(),
      notificationUrl: can(access.role, 'hooks.write') ? notificationUrl : undefined,
      hooks: hooks.filter(hook => addresses.get(hook.id) === notificationUrl),
      lastCallAt: calls[0]?.receivedAt.toISOString(),
    }
  })
}

async function view(access: Access, row: Row): Promise<SimulatedFlowView> {
  const [flow] = await views(access, [row])
  if (!flow) throw notFound(row.id)
  return flow
}

function opened({ callbackUrl }: Subscription): string | undefined {
  try {
    return unseal(callbackUrl)
  } catch {
    // Sealed under another SECRET_KEY: nobody's any more.
    return undefined
  }
}

const callView = (row: SimulatedCall): SimulatedCallView => ({
  callId: row.id,
  receivedAt: row.receivedAt.toISOString(),
  webhookId: row.webhookId ?? undefined,
  statusCode: row.statusCode ?? undefined,
  isSigned: row.isSigned,
  runId: row.runId ?? undefined,
  body: row.body,
})

const audit = (tx: Transaction, access: Access, action: string, objectId: string, after?: { behaviour: Behaviour }) =>
  record(tx, access.actor, {
    action,
    instanceId: access.instance.id,
    objectType: 'simulatedFlow',
    objectId,
    after,
  })

const notFound = (flowId: string) => new NotFound(`There is no simulated flow ${flowId}.`)
