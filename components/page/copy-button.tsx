'use client'

import { Button, useAnnounce } from '@fluentui/react-components'
import { CheckmarkRegular, CopyRegular } from '@fluentui/react-icons'
import { useState } from 'react'
import { useTranslations } from 'use-intl/react'

/** Puts a text on the clipboard. `label` is what people call the text. */
export function CopyButton({ label, value }: { label: string; value: string }) {
  const t = useTranslations('common')
  const { announce } = useAnnounce()
  const [copied, setCopied] = useState(false)
  const copy = async () => {
    await navigator.clipboard.writeText(value)
    setCopied(true)
    announce(t('copied', { name: label }))
  }
  return (
    <Button
      appearance="transparent"
      size="small"
      icon={copied ? <CheckmarkRegular /> : <CopyRegular />}
      aria-label={t('copy', { name: label })}
      onClick={copy}
    />
  )
}
