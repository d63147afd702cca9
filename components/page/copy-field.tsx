'use client'

import { Button, Field, Input, useAnnounce } from '@fluentui/react-components'
import { CheckmarkRegular, CopyRegular } from '@fluentui/react-icons'
import { useState } from 'react'
import { useTranslations } from 'use-intl/react'

type Props = { label: string; value: string; hint?: string }

/** Something to be taken elsewhere: an address, an id, a key that is shown once. */
export function CopyField({ label, value, hint }: Props) {
  const t = useTranslations('common')
  const { announce } = useAnnounce()
  const [copied, setCopied] = useState(false)
  const copy = async () => {
    await navigator.clipboard.writeText(value)
    setCopied(true)
    announce(t('copied', { name: label }))
  }
  return (
    <Field label={label} hint={hint}>
      <Input
        readOnly
        value={value}
        onFocus={event => event.target.select()}
        contentAfter={
          <Button
            appearance="transparent"
            size="small"
            icon={copied ? <CheckmarkRegular /> : <CopyRegular />}
            aria-label={t('copy', { name: label })}
            onClick={copy}
          />
        }
      />
    </Field>
  )
}
