import { config } from '#lib/config.ts'
import { definition } from '#lib/connector/definition.ts'
import { download } from '#lib/http/answer.ts'
import { anonymous, methods } from '#lib/http/route.ts'

/** Open to everybody: it holds no secret, and designers import it from its address. */
export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: anonymous({}, async () => download(definition(config().appUrl), 'apiDefinition.swagger.json')),
})
