import { database } from '#lib/database/client.ts'
import { Forbidden } from '#lib/errors.ts'
import type { Locale } from '#lib/i18n/locales.ts'
import type { Actor } from '#lib/instances/actor.ts'

/**
 * Keeps what a person prefers: the language, for the browsers in which they have chosen none, and the country by whose
 * habits numbers and times are written. @throws Forbidden for keys
 */
export async function setPreferences(actor: Actor, { locale, region }: { locale?: Locale; region?: string }) {
  if (actor.type !== 'person') throw new Forbidden('A key has no language; sign in as a person.')
  await database().person.update({ where: { id: actor.id }, data: { locale, region } })
}
