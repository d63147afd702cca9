'use client'

import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
  tokens,
} from '@fluentui/react-components'
import type { FormEvent, ReactNode } from 'react'
import { useTranslations } from 'use-intl/react'
import { ProblemBar } from '#components/page/problem-bar.tsx'
import { ReturnFocus } from '#components/page/return-focus.tsx'

const useStyles = makeStyles({
  content: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalM,
    paddingBottom: tokens.spacingVerticalM,
  },
})

type Props = {
  title: string
  /** The verb on the button that sends the form; Save unless given. */
  action?: string
  onSubmit: () => void
  onClose: () => void
  pending: boolean
  problem: unknown
  children: ReactNode
}

/** A form of a field or two. Rendered while it is open; a click beside it does not close it. */
export function FormDialog({ title, action, onSubmit, onClose, pending, problem, children }: Props) {
  const styles = useStyles()
  const t = useTranslations('common')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!pending) onSubmit()
  }
  return (
    <Dialog open onOpenChange={(_, { open, type }) => !open && type !== 'backdropClick' && onClose()}>
      <DialogSurface>
        <ReturnFocus />
        <form noValidate onSubmit={submit}>
          <DialogBody>
            <DialogTitle>{title}</DialogTitle>
            <DialogContent className={styles.content}>
              <ProblemBar problem={problem} />
              {children}
            </DialogContent>
            <DialogActions>
              <Button type="submit" appearance="primary" disabledFocusable={pending}>
                {action ?? t('save')}
              </Button>
              <Button onClick={onClose}>{t('cancel')}</Button>
            </DialogActions>
          </DialogBody>
        </form>
      </DialogSurface>
    </Dialog>
  )
}
