'use client'

import {
  Button,
  DrawerBody,
  DrawerFooter,
  DrawerHeader,
  DrawerHeaderNavigation,
  DrawerHeaderTitle,
  makeStyles,
  OverlayDrawer,
  tokens,
} from '@fluentui/react-components'
import { ArrowLeftRegular, DismissRegular } from '@fluentui/react-icons'
import { type ReactNode, useEffect, useRef } from 'react'
import { useTranslations } from 'use-intl/react'
import { ReturnFocus } from '#components/page/return-focus.tsx'

const useStyles = makeStyles({
  drawer: { maxWidth: '100%' },
  body: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalL,
    paddingBottom: tokens.spacingVerticalXL,
    scrollPaddingBottom: tokens.spacingVerticalXXL,
    '> *': { flexShrink: 0 },
  },
  footer: { borderTop: `1px solid ${tokens.colorNeutralStroke2}` },
})

type Props = {
  title: string
  onClose: () => void
  /** The pane that this one was opened from. */
  back?: { title: string; onClick: () => void }
  /** Buttons that stay in sight while the content scrolls. */
  footer?: ReactNode
  /** A click beside the pane does not close it: what was typed in it would be lost. */
  holdsInput?: boolean
  children: ReactNode
}

/** What slides in from the side: the details of a row, or a form. Rendered while it is open (usePane). */
export function Pane({ title, onClose, back, footer, holdsInput = false, children }: Props) {
  const styles = useStyles()
  const t = useTranslations('common')
  const surface = useRef<HTMLDivElement>(null)
  // A button that had the focus may go with what it did: the pane keeps it, or screen readers would lose the pane.
  useEffect(() => {
    if (document.activeElement === document.body) surface.current?.focus()
  })
  return (
    <OverlayDrawer
      ref={surface}
      open
      position="end"
      size="medium"
      className={styles.drawer}
      onOpenChange={(_, { open, type }) => !open && !(holdsInput && type === 'backdropClick') && onClose()}
    >
      <ReturnFocus />
      <DrawerHeader>
        {back && (
          <DrawerHeaderNavigation>
            <Button appearance="subtle" icon={<ArrowLeftRegular />} onClick={back.onClick}>
              {back.title}
            </Button>
          </DrawerHeaderNavigation>
        )}
        <DrawerHeaderTitle
          action={<Button appearance="subtle" icon={<DismissRegular />} aria-label={t('close')} onClick={onClose} />}
        >
          {title}
        </DrawerHeaderTitle>
      </DrawerHeader>
      <DrawerBody className={styles.body}>{children}</DrawerBody>
      {footer && <DrawerFooter className={styles.footer}>{footer}</DrawerFooter>}
    </OverlayDrawer>
  )
}
