'use client'

import { MenuButton } from '@fluentui/react-components'
import { LocalLanguageRegular } from '@fluentui/react-icons'
import { useRouter } from 'next/navigation'
import { useLocale, useTranslations } from 'use-intl/react'
import { send } from '#components/api.ts'
import { setCookie } from '#components/cookie.ts'
import { ChoiceMenu } from '#components/frame/choice-menu.tsx'
import { useWrite } from '#components/use-write.ts'
import { LOCALE_COOKIE, type Locale } from '#lib/i18n/locales.ts'

export function LanguageMenu() {
  const t = useTranslations('frame')
  const locale = useLocale()
  const router = useRouter()
  const { write } = useWrite('toast')
  const choose = (chosen: Locale) => {
    setCookie(LOCALE_COOKIE, chosen)
    router.refresh()
    // For the other browsers of this person.
    void write(() => send('PATCH', '/api/v1/account', { locale: chosen }), { changes: [] })
  }
  const options: { value: Locale; title: string }[] = [
    { value: 'en', title: t('english') },
    { value: 'nl', title: t('dutch') },
  ]
  return (
    <ChoiceMenu options={options} chosen={locale} onChoose={choose}>
      <MenuButton appearance="subtle" icon={<LocalLanguageRegular />} menuIcon={null} aria-label={t('language')} />
    </ChoiceMenu>
  )
}
