import { z } from 'zod'
import { LOCALES } from '#lib/i18n/locales.ts'
import { isRegion } from '#lib/i18n/regions.ts'
import { MIN_PASSWORD_LENGTH } from '#lib/people/password.ts'

export const PersonName = z.string().trim().min(1).max(200)
export const Email = z.string().trim().toLowerCase().max(320).pipe(z.email())
const Password = z.string().min(MIN_PASSWORD_LENGTH).max(1000)
const Token = z.string().min(1).max(200)

export const SetUp = z.object({ token: Token, name: PersonName, email: Email, password: Password })
export const Acceptance = z.object({ token: Token, password: Password })

export const Preferences = z
  .object({
    locale: z.enum(LOCALES).optional(),
    region: z.string().refine(isRegion, { error: 'must be the code of a country on the list, such as GB' }).optional(),
  })
  .refine(({ locale, region }) => locale !== undefined || region !== undefined, 'locale or region is required')
