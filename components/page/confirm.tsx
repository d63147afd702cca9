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
import { createContext, type ReactNode, useCallback, useContext, useState } from 'react'
import { useTranslations } from 'use-intl/react'

type Question = {
  title: string
  /** What will happen, to whom: "3 flows stop hearing of it." */
  consequence: ReactNode
  /** The verb on the button that does it. */
  action: string
}

type Ask = (question: Question) => Promise<boolean>

const Context = createContext<Ask>(async () => false)

/** Asks before something that cannot be taken back: `if (await confirm({ … })) …` */
export const useConfirm = () => useContext(Context)

export function ConfirmProvider({ children }: { children: ReactNode }) {
  const t = useTranslations('common')
  const [asked, setAsked] = useState<Question & { answer: (yes: boolean) => void }>()
  const [open, setOpen] = useState(false)
  const ask = useCallback<Ask>(
    question =>
      new Promise(answer => {
        setAsked({ ...question, answer })
        setOpen(true)
      }),
    [],
  )
  const settle = (yes: boolean) => {
    asked?.answer(yes)
    setOpen(false)
  }
  return (
    <Context value={ask}>
      {children}
      {/* Its content stays while it closes, so that it does not flicker. */}
      {asked && (
        <Dialog modalType="alert" open={open} onOpenChange={(_, data) => !data.open && settle(false)}>
          <DialogSurface>
            <DialogBody>
              <DialogTitle>{asked.title}</DialogTitle>
              <DialogContent>{asked.consequence}</DialogContent>
              <DialogActions>
                <Button onClick={() => settle(true)}>{asked.action}</Button>
                <Button appearance="primary" autoFocus onClick={() => settle(false)}>
                  {t('cancel')}
                </Button>
              </DialogActions>
            </DialogBody>
          </DialogSurface>
        </Dialog>
      )}
    </Context>
  )
}
