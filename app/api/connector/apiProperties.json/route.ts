import { properties } from '#lib/connector/properties.ts'
import { download } from '#lib/http/answer.ts'
import { anonymous, methods } from '#lib/http/route.ts'

/** Open to everybody: it holds no secret. */
export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: anonymous({}, async () => download(properties(), 'apiProperties.json')),
})
