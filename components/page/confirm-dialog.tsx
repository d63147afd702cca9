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
import { useTranslations } from 'use-intl/react'
import type { Question } from '#components/page/confirm.tsx'
import { ReturnFocus } from '#components/page/return-focus.tsx'

type Props = { question: Question; open: boolean; onSettle: (yes: boolean) => void }

/** The safe answer is the one at hand. */
export function ConfirmDialog({ question: { title, consequence, action }, open, onSettle }: Props) {
  const t = useTranslations('common')
  return (
    <Dialog modalType="alert" open={open} onOpenChange={(_, data) => !data.open && onSettle(false)}>
      <DialogSurface>
        <ReturnFocus />
        <DialogBody>
          <DialogTitle>{title}</DialogTitle>
          <DialogContent>{consequence}</DialogContent>
          <DialogActions>
            <Button onClick={() => onSettle(true)}>{action}</Button>
            <Button appearance="primary" autoFocus onClick={() => onSettle(false)}>
              {t('cancel')}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  )
}
