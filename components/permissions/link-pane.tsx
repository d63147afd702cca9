'use client'

import { Body1, Button } from '@fluentui/react-components'
import { useFormatter, useTranslations } from 'use-intl/react'
import { CopyField } from '#components/page/copy-field.tsx'
import { Pane } from '#components/page/pane.tsx'

export type Link = { name: string; email: string; url: string; expiresAt: string }

/** A link with which somebody chooses a password; it is shown this once. */
export function LinkPane({ link, onClose }: { link: Link; onClose: () => void }) {
  const t = useTranslations('permissions')
  const common = useTranslations('common')
  const format = useFormatter()
  const { name, email, url, expiresAt } = link
  const expires = format.dateTime(new Date(expiresAt), { dateStyle: 'long', timeStyle: 'short' })
  const footer = (
    <Button appearance="primary" onClick={onClose}>
      {common('close')}
    </Button>
  )
  return (
    <Pane title={t('invitation', { name })} onClose={onClose} footer={footer} holdsInput>
      <Body1>{t('invitationText', { name, email, expires })}</Body1>
      <CopyField label={t('invitationLink')} value={url} />
    </Pane>
  )
}
