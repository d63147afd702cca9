'use client'

import { Button, DrawerBody, DrawerHeader, DrawerHeaderTitle, OverlayDrawer } from '@fluentui/react-components'
import { DismissRegular } from '@fluentui/react-icons'
import { usePathname } from 'next/navigation'
import { useEffect, useRef } from 'react'
import { useTranslations } from 'use-intl/react'
import { NavigationList } from '#components/frame/navigation-list.tsx'

/** The navigation over the page, where the screen is too narrow for both. Leads somewhere, closes. */
export function NavigationOverlay({ onClose }: { onClose: () => void }) {
  const t = useTranslations('frame')
  const pathname = usePathname()
  const shownOn = useRef(pathname)
  useEffect(() => {
    if (shownOn.current !== pathname) onClose()
    shownOn.current = pathname
  }, [pathname, onClose])
  return (
    <OverlayDrawer position="start" open onOpenChange={(_, data) => !data.open && onClose()}>
      <DrawerHeader>
        <DrawerHeaderTitle
          action={
            <Button appearance="subtle" icon={<DismissRegular />} aria-label={t('closeNavigation')} onClick={onClose} />
          }
        >
          {t('navigation')}
        </DrawerHeaderTitle>
      </DrawerHeader>
      <DrawerBody style={{ padding: 0 }}>
        <nav aria-label={t('navigation')}>
          <NavigationList />
        </nav>
      </DrawerBody>
    </OverlayDrawer>
  )
}
