import { created } from '#lib/http/answer.ts'
import { inInstance, methods } from '#lib/http/route.ts'
import { addMember, listMembers } from '#lib/instances/members.ts'
import { NewMember } from '#lib/instances/schema.ts'

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: inInstance({}, async ({ access }) => listMembers(access)),
  POST: inInstance({ body: NewMember }, async ({ access, body }) => {
    const member = await addMember(access, body)
    return created(member, `/api/v1/instances/${access.instance.id}/manage/members/${member.personId}`)
  }),
})
