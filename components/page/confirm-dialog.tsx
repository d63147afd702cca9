'use client'

import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
} from '@fluentui/react-components'
import { useEffect, useRef } from 'react'
import { useTranslations } from 'use-intl/react'
import type { Question } from '#components/page/confirm.tsx'
import { ReturnFocus } from '#components/page/return-focus.tsx'

type Props = { question: Question; onSettle: (yes: boolean) => void }

/** The safe answer is the one at hand. */
export function ConfirmDialog({ question: { title, consequence, action }, onSettle }: Props) {
  const t = useTranslations('common')
  const cancel = useRef<HTMLButtonElement>(null)
  // After the dialog's own effect, which gives the focus to the first button.
  useEffect(() => cancel.current?.focus(), [])
  return (
    <Dialog modalType="alert" open onOpenChange={(_, data) => !data.open && onSettle(false)}>
      <DialogSurface>
        <ReturnFocus />
        <DialogBody>
          <DialogTitle>{title}</DialogTitle>
          <DialogContent>{consequence}</DialogContent>
          <DialogActions>
            <Button onClick={() => onSettle(true)}>{action}</Button>
            <Button appearance="primary" ref={cancel} onClick={() => onSettle(false)}>
              {t('cancel')}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  )
}
