'use client'

import { MenuButton } from '@fluentui/react-components'
import { LocalLanguageRegular } from '@fluentui/react-icons'
import { useRouter } from 'next/navigation'
import { useLocale, useTranslations } from 'use-intl/react'
import { setCookie } from '#components/cookie.ts'
import { ChoiceMenu } from '#components/frame/choice-menu.tsx'
import { LOCALE_COOKIE, type Locale } from '#lib/i18n/locales.ts'

export function LanguageMenu() {
  const t = useTranslations('frame')
  const locale = useLocale()
  const router = useRouter()
  const choose = (chosen: Locale) => {
    setCookie(LOCALE_COOKIE, chosen)
    router.refresh()
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
