import { noContent } from '#lib/http/answer.ts'
import { inInstance, methods, uuidParam } from '#lib/http/route.ts'
import { changeMember } from '#lib/instances/change-member.ts'
import { readMember, removeMember } from '#lib/instances/members.ts'
import { MemberChange } from '#lib/instances/schema.ts'

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: inInstance({}, async ({ access, params }) => readMember(access, uuidParam(params, 'personId'))),
  PATCH: inInstance({ body: MemberChange }, async ({ access, params, body }) => {
    await changeMember(access, uuidParam(params, 'personId'), body)
    return noContent()
  }),
  DELETE: inInstance({}, async ({ access, params }) => {
    await removeMember(access, uuidParam(params, 'personId'))
    return noContent()
  }),
})
