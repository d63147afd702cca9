import { en } from '#lib/i18n/en.ts'
import type { Locale } from '#lib/i18n/locales.ts'
import { nl } from '#lib/i18n/nl.ts'
import type { FormatLocale } from '#lib/i18n/regions.ts'
import type { Translation } from '#lib/i18n/translation.ts'

export type Messages = typeof en

const messages: Record<Locale, Translation<Messages>> = { en, nl }

// The literal types of the English texts are what keys and ICU arguments are checked against, in every language.
export const messagesOf = (locale: Locale) => messages[locale] as Messages

declare module 'use-intl/core' {
  interface AppConfig {
    Locale: FormatLocale
    Messages: Messages
  }
}
