import { addCallbackHost, listCallbackHosts } from '#lib/callback-hosts/hosts.ts'
import { CallbackHost } from '#lib/callback-hosts/schema.ts'
import { created } from '#lib/http/answer.ts'
import { methods, signedIn } from '#lib/http/route.ts'

/** Where callbacks may go, for the whole deployment. */
export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: signedIn({}, async ({ actor }) => listCallbackHosts(actor)),
  POST: signedIn({ body: CallbackHost }, async ({ actor, body }) => {
    const added = await addCallbackHost(actor, body.host)
    return created(added, `/api/v1/callbackHosts/${encodeURIComponent(added.host)}`)
  }),
})
