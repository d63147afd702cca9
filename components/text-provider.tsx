'use client'

import { type ReactNode, useEffect, useState } from 'react'
import { IntlProvider } from 'use-intl/react'
import { setCookie } from '#components/cookie.ts'
import { TIME_ZONE_COOKIE } from '#lib/i18n/locales.ts'
import type { Messages } from '#lib/i18n/messages.ts'
import type { FormatLocale } from '#lib/i18n/regions.ts'

export type IntlSettings = { locale: FormatLocale; messages: Messages; timeZone: string; now: number }

/** Texts, numbers and times. The server knows the browser's time zone from its second request on, by a cookie. */
export function TextProvider({ children, now, timeZone: known, ...settings }: IntlSettings & { children: ReactNode }) {
  const [timeZone, setTimeZone] = useState(known)
  useEffect(() => {
    const actual = Intl.DateTimeFormat().resolvedOptions().timeZone
    setTimeZone(actual)
    setCookie(TIME_ZONE_COOKIE, actual)
  }, [])
  return (
    <IntlProvider {...settings} timeZone={timeZone}>
      {children}
    </IntlProvider>
  )
}
