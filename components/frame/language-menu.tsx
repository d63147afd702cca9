'use client'

import { MenuButton } from '@fluentui/react-components'
import { LocalLanguageRegular } from '@fluentui/react-icons'
import { useTranslations } from 'use-intl/react'
import { ChoiceMenu } from '#components/frame/choice-menu.tsx'
import { useLanguage, useLanguages } from '#components/frame/use-language.ts'

export function LanguageMenu() {
  const t = useTranslations('frame')
  const { language, choose } = useLanguage()
  return (
    <ChoiceMenu options={useLanguages()} chosen={language} onChoose={choose}>
      <MenuButton appearance="subtle" icon={<LocalLanguageRegular />} menuIcon={null} aria-label={t('language')} />
    </ChoiceMenu>
  )
}
