import { z } from 'zod'
import { noContent } from '#lib/http/answer.ts'
import { methods, signedIn } from '#lib/http/route.ts'
import { LOCALES } from '#lib/i18n/locales.ts'
import { setLocale } from '#lib/people/preferences.ts'

/** What a person has set for themselves. */
export const { GET, POST, PUT, PATCH, DELETE } = methods({
  PATCH: signedIn({ body: z.object({ locale: z.enum(LOCALES) }) }, async ({ actor, body }) => {
    await setLocale(actor, body.locale)
    return noContent()
  }),
})
