import { inInstance, methods } from '#lib/http/route.ts'
import { getProposal } from '#lib/insights/unification/read.ts'

export const { GET, POST, PUT, PATCH, DELETE } = methods({ GET: inInstance({}, ({ access }) => getProposal(access)) })
