'use client'

import { makeStyles, tokens } from '@fluentui/react-components'
import dynamic from 'next/dynamic'
import { type ReactNode, useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { AccessProvider, type PageAccess } from '#components/access.tsx'
import { setCookie } from '#components/cookie.ts'
import { Live } from '#components/frame/live.tsx'
import { Navigation } from '#components/frame/navigation.tsx'
import { NAVIGATION_COOKIE } from '#components/frame/navigation-cookie.ts'
import { TopBar } from '#components/frame/top-bar.tsx'
import type { ThemeChoice } from '#components/theme-choice.ts'

const NavigationOverlay = dynamic(() =>
  import('#components/frame/navigation-overlay.tsx').then(m => m.NavigationOverlay),
)

const useStyles = makeStyles({
  skip: {
    position: 'absolute',
    top: '-100px',
    left: tokens.spacingHorizontalM,
    zIndex: 1000,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalL}`,
    backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorBrandForegroundLink,
    boxShadow: tokens.shadow16,
    ':focus': { top: tokens.spacingVerticalS },
  },
  columns: { display: 'flex', alignItems: 'stretch', minHeight: 'calc(100dvh - 48px)' },
  main: { flexGrow: 1, minWidth: 0, backgroundColor: tokens.colorNeutralBackground3, ':focus': { outline: 'none' } },
})

type Props = {
  access: PageAccess
  instances: { id: string; name: string }[]
  theme: ThemeChoice
  /** Notices that the person has not read. */
  unread: number
  navigationOpen: boolean
  children: ReactNode
}

/** What surrounds every page of the console. */
export function Frame({ access, instances, theme, unread, navigationOpen, children }: Props) {
  const styles = useStyles()
  const t = useTranslations('frame')
  const [open, setOpen] = useState(navigationOpen)
  const [overlay, setOverlay] = useState(false)
  const toggle = () => {
    setOpen(!open)
    setCookie(NAVIGATION_COOKIE, open ? 'closed' : 'open')
  }
  return (
    <AccessProvider access={access}>
      <a href="#main" className={styles.skip}>
        {t('skipToContent')}
      </a>
      <TopBar instances={instances} theme={theme} unread={unread} onNavigation={() => setOverlay(true)} />
      <div className={styles.columns}>
        <Navigation open={open} onToggle={toggle} />
        {/* Another environment is another page: nothing of the one that is left stays in sight. */}
        <main key={access.instance.id} id="main" tabIndex={-1} className={styles.main}>
          <Live />
          {children}
        </main>
      </div>
      {overlay && <NavigationOverlay onClose={() => setOverlay(false)} />}
    </AccessProvider>
  )
}
