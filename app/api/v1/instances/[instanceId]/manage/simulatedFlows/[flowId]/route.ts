import { noContent } from '#lib/http/answer.ts'
import { inInstance, methods, uuidParam } from '#lib/http/route.ts'
import { changeSimulatedFlow, deleteSimulatedFlow, getSimulatedFlow } from '#lib/simulator/flows.ts'
import { FlowBehaviour } from '#lib/simulator/schema.ts'

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: inInstance({}, ({ access, params }) => getSimulatedFlow(access, uuidParam(params, 'flowId'))),
  PATCH: inInstance({ body: FlowBehaviour }, ({ access, params, body }) =>
    changeSimulatedFlow(access, uuidParam(params, 'flowId'), body.behaviour),
  ),
  DELETE: inInstance({}, async ({ access, params }) => {
    await deleteSimulatedFlow(access, uuidParam(params, 'flowId'))
    return noContent()
  }),
})
