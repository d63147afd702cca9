import type { Metadata } from 'next'
import { cookies, headers } from 'next/headers'
import type { ReactNode } from 'react'
import { Providers } from '#components/providers.tsx'
import { colorScheme, THEME_COOKIE, themeChoice } from '#components/theme-choice.ts'
import { requestFormat, requestLocale, requestTimeZone } from '#lib/http/intl.ts'
import { messagesOf } from '#lib/i18n/messages.ts'
import './global.css'

export const metadata: Metadata = { title: { default: 'Highwater', template: '%s · Highwater' } }

export default async function RootLayout({ children }: { children: ReactNode }) {
  const locale = await requestLocale()
  const nonce = (await headers()).get('x-nonce') ?? undefined
  const theme = themeChoice((await cookies()).get(THEME_COOKIE)?.value)
  const intl = {
    locale: await requestFormat(locale),
    messages: messagesOf(locale),
    timeZone: await requestTimeZone(),
    now: Date.now(),
  }
  return (
    <html lang={locale} style={{ colorScheme: colorScheme(theme) }}>
      <body>
        <Providers nonce={nonce} intl={intl}>
          {children}
        </Providers>
      </body>
    </html>
  )
}
