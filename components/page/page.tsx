'use client'

import { Body1, Link, makeStyles, Title3, Toolbar, tokens } from '@fluentui/react-components'
import { ChevronLeftRegular } from '@fluentui/react-icons'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl/react'

const useStyles = makeStyles({
  commands: {
    minHeight: '44px',
    padding: `0 ${tokens.spacingHorizontalXXL}`,
    flexWrap: 'wrap',
    backgroundColor: tokens.colorNeutralBackground2,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    '@media (max-width: 640px)': { padding: `0 ${tokens.spacingHorizontalS}` },
  },
  page: {
    boxSizing: 'border-box',
    width: '100%',
    maxWidth: '1400px',
    padding: `${tokens.spacingVerticalXXL} ${tokens.spacingHorizontalXXXL} ${tokens.spacingVerticalXXXL}`,
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalL,
    '@media (max-width: 640px)': { padding: tokens.spacingHorizontalL },
  },
  head: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS },
  parent: { display: 'inline-flex', alignItems: 'center', alignSelf: 'flex-start', marginLeft: '-6px' },
  title: { margin: 0 },
  subtitle: { margin: 0, color: tokens.colorNeutralForeground2, maxWidth: '75ch' },
})

type Props = {
  title: string
  subtitle?: ReactNode
  /** The page above this one. */
  parent?: { title: string; href: string }
  /** Toolbar buttons: what can be done with the page as a whole. */
  commands?: ReactNode
  children: ReactNode
}

/** A page of the console: its commands on top, its one h1, its content. */
export function Page({ title, subtitle, parent, commands, children }: Props) {
  const styles = useStyles()
  const t = useTranslations('frame')
  return (
    <>
      {commands && (
        <Toolbar className={styles.commands} aria-label={t('commands')}>
          {commands}
        </Toolbar>
      )}
      <div className={styles.page}>
        <header className={styles.head}>
          {parent && (
            <Link href={parent.href} className={styles.parent}>
              <ChevronLeftRegular aria-hidden />
              {parent.title}
            </Link>
          )}
          <Title3 as="h1" className={styles.title}>
            {title}
          </Title3>
          {subtitle && (
            <Body1 as="p" className={styles.subtitle}>
              {subtitle}
            </Body1>
          )}
        </header>
        {children}
      </div>
    </>
  )
}
