import { removeCallbackHost } from '#lib/callback-hosts/hosts.ts'
import { CallbackHost } from '#lib/callback-hosts/schema.ts'
import { noContent } from '#lib/http/answer.ts'
import { parse } from '#lib/http/parse.ts'
import { methods, signedIn } from '#lib/http/route.ts'

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  DELETE: signedIn({}, async ({ actor, params }) => {
    const { host } = parse(CallbackHost, params, 'The address')
    await removeCallbackHost(actor, host)
    return noContent()
  }),
})
