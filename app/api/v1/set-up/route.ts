import { anonymous, methods } from '#lib/http/route.ts'
import { setUpAdministrator } from '#lib/people/accept.ts'
import { SetUp } from '#lib/people/schema.ts'

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  POST: anonymous({ body: SetUp }, async ({ body, request }) =>
    setUpAdministrator(body, request.headers.get('x-client-address') ?? undefined),
  ),
})
