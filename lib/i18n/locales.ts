export const LOCALES = ['en', 'nl'] as const
export type Locale = (typeof LOCALES)[number]

export const LOCALE_COOKIE = 'locale'
export const TIME_ZONE_COOKIE = 'time-zone'

const isLocale = (value: string | null | undefined): value is Locale => LOCALES.some(locale => locale === value)

/** The first that we have: what was chosen in this browser, what the person set, what the browser prefers, English. */
export function pickLocale(given: { cookie?: string; person?: string | null; acceptLanguage?: string | null }): Locale {
  if (isLocale(given.cookie)) return given.cookie
  if (isLocale(given.person)) return given.person
  return preferred(given.acceptLanguage ?? '').find(isLocale) ?? 'en'
}

/** Primary languages of an Accept-Language header, the most wanted first: `nl-BE,en;q=0.8` is nl, en. */
function preferred(header: string): string[] {
  return header
    .split(',')
    .map(part => {
      const [tag = '', ...parameters] = part.trim().toLowerCase().split(';')
      const weight = parameters.map(parameter => parameter.trim().match(/^q=([\d.]+)$/)?.[1]).find(Boolean)
      return { language: tag.split('-')[0] ?? '', weight: weight === undefined ? 1 : Number(weight) }
    })
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .map(({ language }) => language)
}
