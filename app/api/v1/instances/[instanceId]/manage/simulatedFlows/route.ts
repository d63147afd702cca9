import { created } from '#lib/http/answer.ts'
import { inInstance, methods } from '#lib/http/route.ts'
import { createSimulatedFlow, listSimulatedFlows } from '#lib/simulator/flows.ts'
import { FlowBehaviour } from '#lib/simulator/schema.ts'

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: inInstance({}, ({ access }) => listSimulatedFlows(access)),
  POST: inInstance({ body: FlowBehaviour }, async ({ access, body }) => {
    const flow = await createSimulatedFlow(access, body.behaviour)
    return created(flow, `/api/v1/instances/${access.instance.id}/manage/simulatedFlows/${flow.flowId}`)
  }),
})
