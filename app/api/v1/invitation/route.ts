import { anonymous, methods } from '#lib/http/route.ts'
import { acceptInvitation } from '#lib/people/accept.ts'
import { Acceptance } from '#lib/people/schema.ts'

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  POST: anonymous({ body: Acceptance }, async ({ body, request }) =>
    acceptInvitation(body, request.headers.get('x-client-address') ?? undefined),
  ),
})
