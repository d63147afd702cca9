'use client'

import { Toast, ToastBody, ToastTitle, useToastController } from '@fluentui/react-components'
import { useMemo } from 'react'

export const TOASTER = 'highwater'

/** Tells the outcome of an action that left its place on the page. Failures stay until they are dismissed. */
export function useToasts() {
  const { dispatchToast } = useToastController(TOASTER)
  return useMemo(
    () => ({
      done: (title: string) =>
        dispatchToast(
          <Toast>
            <ToastTitle>{title}</ToastTitle>
          </Toast>,
          { intent: 'success', timeout: 5000 },
        ),
      failed: (title: string, body: string) =>
        dispatchToast(
          <Toast>
            <ToastTitle>{title}</ToastTitle>
            <ToastBody>{body}</ToastBody>
          </Toast>,
          { intent: 'error', timeout: 15_000, pauseOnHover: true },
        ),
    }),
    [dispatchToast],
  )
}
