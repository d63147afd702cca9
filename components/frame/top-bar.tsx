'use client'

import { Button, makeStyles, tokens } from '@fluentui/react-components'
import { NavigationRegular } from '@fluentui/react-icons'
import { useTranslations } from 'use-intl/react'
import { AccountMenu } from '#components/frame/account-menu.tsx'
import { EnvironmentPicker } from '#components/frame/environment-picker.tsx'
import { LanguageMenu } from '#components/frame/language-menu.tsx'
import { Mark } from '#components/frame/mark.tsx'
import { ThemeMenu } from '#components/frame/theme-menu.tsx'
import { Bell } from '#components/notices/bell.tsx'
import type { ThemeChoice } from '#components/theme-choice.ts'

const useStyles = makeStyles({
  root: {
    position: 'sticky',
    top: 0,
    zIndex: 10,
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalXS,
    boxSizing: 'border-box',
    height: '48px',
    padding: `0 ${tokens.spacingHorizontalM}`,
    backgroundColor: '#000',
    color: '#fff',
    // The bar is black in both themes: what its buttons are drawn with is set here, once.
    '--colorNeutralForeground2': '#fff',
    '--colorNeutralForeground2Hover': '#fff',
    '--colorNeutralForeground2Pressed': '#fff',
    '--colorNeutralForeground2BrandHover': '#fff',
    '--colorNeutralForeground2BrandPressed': '#fff',
    '--colorNeutralForeground2BrandSelected': '#fff',
    '--colorNeutralForeground2Selected': '#fff',
    '--colorSubtleBackgroundHover': '#3d3d3d',
    '--colorSubtleBackgroundPressed': '#525252',
    '--colorSubtleBackgroundSelected': '#3d3d3d',
    '--colorStrokeFocus1': '#000',
    '--colorStrokeFocus2': '#fff',
    borderBottom: '1px solid transparent',
  },
  home: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalM,
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalS}`,
    color: 'inherit',
    fontSize: tokens.fontSizeBase400,
    fontWeight: tokens.fontWeightSemibold,
    textDecorationLine: 'none',
    ':focus-visible': { outline: '2px solid #fff' },
  },
  space: { flexGrow: 1 },
  navigation: { '@media (min-width: 640.02px)': { display: 'none' } },
})

type Props = {
  instances: { id: string; name: string }[]
  theme: ThemeChoice
  unread: number
  onNavigation: () => void
}

export function TopBar({ instances, theme, unread, onNavigation }: Props) {
  const styles = useStyles()
  const t = useTranslations('frame')
  return (
    <header className={styles.root}>
      <Button
        appearance="subtle"
        className={styles.navigation}
        icon={<NavigationRegular />}
        aria-label={t('openNavigation')}
        onClick={onNavigation}
      />
      <a href="/" className={styles.home}>
        <Mark />
        {t('product')}
      </a>
      <span className={styles.space} />
      <EnvironmentPicker instances={instances} />
      <Bell unread={unread} />
      <ThemeMenu chosen={theme} />
      <LanguageMenu />
      <AccountMenu />
    </header>
  )
}
