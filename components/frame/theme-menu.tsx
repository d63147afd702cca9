'use client'

import { MenuButton } from '@fluentui/react-components'
import { DarkThemeRegular } from '@fluentui/react-icons'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'use-intl/react'
import { setCookie } from '#components/cookie.ts'
import { ChoiceMenu } from '#components/frame/choice-menu.tsx'
import { THEME_COOKIE, type ThemeChoice } from '#components/theme-choice.ts'

export function ThemeMenu({ chosen }: { chosen: ThemeChoice }) {
  const t = useTranslations('frame')
  const router = useRouter()
  const choose = (choice: ThemeChoice) => {
    setCookie(THEME_COOKIE, choice)
    router.refresh()
  }
  const options: { value: ThemeChoice; title: string }[] = [
    { value: 'light', title: t('themeLight') },
    { value: 'dark', title: t('themeDark') },
    { value: 'system', title: t('themeSystem') },
  ]
  return (
    <ChoiceMenu options={options} chosen={chosen} onChoose={choose}>
      <MenuButton appearance="subtle" icon={<DarkThemeRegular />} menuIcon={null} aria-label={t('theme')} />
    </ChoiceMenu>
  )
}
