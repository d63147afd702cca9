import { LOCALES, type Locale } from '#lib/i18n/locales.ts'

/** How numbers and times are written: a language, and the habits of a country in it (`en-NL`). */
export type FormatLocale = Locale | `${Locale}-${string}`

/** Countries whose habits are known in a language; the first is what the language alone means. */
export const REGIONS: Record<Locale, readonly [string, ...string[]]> = {
  en: ['US', 'AT', 'AU', 'BE', 'CA', 'CH', 'DE', 'DK', 'FI', 'FR', 'GB', 'IE', 'IN', 'NL', 'NZ', 'SE', 'SG', 'ZA'],
  nl: ['NL', 'AW', 'BE', 'CW', 'SR'],
}

/** The country whose habits count in this language: the one that was chosen, where the language has it. */
export const regionIn = (locale: Locale, chosen: string | null | undefined): string =>
  REGIONS[locale].find(region => region === chosen) ?? REGIONS[locale][0]

export const formatLocale = (locale: Locale, chosen: string | null | undefined): FormatLocale =>
  `${locale}-${regionIn(locale, chosen)}`

export const languageOf = (format: FormatLocale): Locale => LOCALES.find(locale => format.startsWith(locale)) ?? 'en'

export const isRegion = (code: string): boolean => Object.values(REGIONS).some(regions => regions.includes(code))
