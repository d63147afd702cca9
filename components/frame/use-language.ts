'use client'

import { useRouter } from 'next/navigation'
import { useLocale, useTranslations } from 'use-intl/react'
import { send } from '#components/api.ts'
import { setCookie } from '#components/cookie.ts'
import { useWrite } from '#components/use-write.ts'
import { LOCALE_COOKIE, type Locale } from '#lib/i18n/locales.ts'
import { languageOf } from '#lib/i18n/regions.ts'

/** The language of the console, and how another is chosen: at once in this browser, and for the person's others. */
export function useLanguage() {
  const router = useRouter()
  const { write } = useWrite('toast')
  const choose = (chosen: Locale) => {
    setCookie(LOCALE_COOKIE, chosen)
    router.refresh()
    void write(() => send('PATCH', '/api/v1/account', { locale: chosen }), { changes: [] })
  }
  return { language: languageOf(useLocale()), choose }
}

export function useLanguages(): { value: Locale; title: string }[] {
  const t = useTranslations('frame')
  return [
    { value: 'en', title: t('english') },
    { value: 'nl', title: t('dutch') },
  ]
}
