import { database } from '#lib/database/client.ts'
import { Forbidden } from '#lib/errors.ts'
import type { Locale } from '#lib/i18n/locales.ts'
import type { Actor } from '#lib/instances/actor.ts'

/** Keeps the language that a person reads, for the browsers in which they have chosen none. @throws Forbidden for keys */
export async function setLocale(actor: Actor, locale: Locale) {
  if (actor.type !== 'person') throw new Forbidden('A key has no language; sign in as a person.')
  await database().person.update({ where: { id: actor.id }, data: { locale } })
}
