import { cookies, headers } from 'next/headers'
import { createTranslator } from 'use-intl/core'
import { sessionPerson } from '#lib/auth/session.ts'
import { LOCALE_COOKIE, type Locale, pickLocale, TIME_ZONE_COOKIE } from '#lib/i18n/locales.ts'
import { type Messages, messagesOf } from '#lib/i18n/messages.ts'
import { type FormatLocale, formatLocale } from '#lib/i18n/regions.ts'

/** The language of the page that is being made. */
export async function requestLocale(): Promise<Locale> {
  const jar = await cookies()
  const cookie = jar.get(LOCALE_COOKIE)?.value
  const person = cookie ? undefined : await sessionPerson(jar)
  return pickLocale({ cookie, person: person?.locale, acceptLanguage: (await headers()).get('accept-language') })
}

/** How numbers and times are written on it: in its language, by the country that the person has chosen. */
export async function requestFormat(locale: Locale): Promise<FormatLocale> {
  const person = await sessionPerson(await cookies())
  return formatLocale(locale, person?.region)
}

/** The time zone of the browser that asks, as it told by cookie; UTC on its first visit. */
export async function requestTimeZone(): Promise<string> {
  const timeZone = (await cookies()).get(TIME_ZONE_COOKIE)?.value ?? 'UTC'
  try {
    return new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone
  } catch {
    return 'UTC'
  }
}

/** Texts for what is made on the server, such as a page's title. Views use useTranslations. */
export async function translations<Area extends keyof Messages>(namespace: Area) {
  const locale = await requestLocale()
  return createTranslator({ locale, messages: messagesOf(locale), namespace })
}
