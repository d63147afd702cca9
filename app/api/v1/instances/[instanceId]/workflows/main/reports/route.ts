import { accepted } from '#lib/http/answer.ts'
import { inInstance, methods } from '#lib/http/route.ts'
import { WorkflowReport } from '#lib/insights/reports/schema.ts'
import { reportWorkflow } from '#lib/insights/reports/workflow.ts'

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  POST: inInstance({ body: WorkflowReport }, async ({ access, body }) => accepted(await reportWorkflow(access, body))),
})
