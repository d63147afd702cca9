'use client'

import dynamic from 'next/dynamic'
import { createContext, type ReactNode, useCallback, useContext, useState } from 'react'

const ConfirmDialog = dynamic(() => import('#components/page/confirm-dialog.tsx').then(m => m.ConfirmDialog))

export type Question = {
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
  const [asked, setAsked] = useState<Question & { answer: (yes: boolean) => void }>()
  const ask = useCallback<Ask>(question => new Promise(answer => setAsked({ ...question, answer })), [])
  const settle = (yes: boolean) => {
    asked?.answer(yes)
    setAsked(undefined)
  }
  return (
    <Context value={ask}>
      {children}
      {asked && <ConfirmDialog question={asked} onSettle={settle} />}
    </Context>
  )
}
