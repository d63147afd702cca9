'use client'

import {
  createDOMRenderer,
  FluentProvider,
  RendererProvider,
  renderToStyleElements,
  SSRProvider,
  Toaster,
} from '@fluentui/react-components'
import { useServerInsertedHTML } from 'next/navigation'
import { type ReactNode, useRef, useState } from 'react'
import { SWRConfig } from 'swr'
import { fetcher, isPassing } from '#components/api.ts'
import { ClockProvider } from '#components/clock.tsx'
import { ConfirmProvider } from '#components/page/confirm.tsx'
import { RouterLinks } from '#components/router-links.tsx'
import { type IntlSettings, TextProvider } from '#components/text-provider.tsx'
import { theme } from '#components/theme.ts'
import { TOASTER } from '#components/toasts.tsx'

type Props = { nonce: string | undefined; intl: IntlSettings; children: ReactNode }

export function Providers({ nonce, intl, children }: Props) {
  const [renderer] = useState(() => createDOMRenderer(undefined, { styleElementAttributes: nonce ? { nonce } : {} }))
  const flushed = useRef(false)
  // Once: a second flush would put base styles after the overrides.
  useServerInsertedHTML(() => {
    if (flushed.current) return null
    flushed.current = true
    return <>{renderToStyleElements(renderer)}</>
  })
  return (
    <RendererProvider renderer={renderer}>
      <SSRProvider>
        <FluentProvider theme={theme}>
          <TextProvider {...intl}>
            <ClockProvider start={intl.now}>
              <SWRConfig value={{ fetcher, shouldRetryOnError: isPassing }}>
                <RouterLinks>
                  <ConfirmProvider>{children}</ConfirmProvider>
                </RouterLinks>
              </SWRConfig>
            </ClockProvider>
          </TextProvider>
          <Toaster toasterId={TOASTER} position="bottom-end" />
        </FluentProvider>
      </SSRProvider>
    </RendererProvider>
  )
}
