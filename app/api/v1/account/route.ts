import { noContent } from '#lib/http/answer.ts'
import { methods, signedIn } from '#lib/http/route.ts'
import { setPreferences } from '#lib/people/preferences.ts'
import { Preferences } from '#lib/people/schema.ts'

/** What a person has set for themselves. */
export const { GET, POST, PUT, PATCH, DELETE } = methods({
  PATCH: signedIn({ body: Preferences }, async ({ actor, body }) => {
    await setPreferences(actor, body)
    return noContent()
  }),
})
