'use client'

import { useTranslations } from 'use-intl/react'
import { ChoiceField } from '#components/data-sources/choice-field.tsx'
import type { Draft } from '#components/data-sources/draft.ts'
import { TextField } from '#components/data-sources/text-field.tsx'

const KINDS = ['none', 'basic', 'header'] as const

type Props = {
  draft: Draft
  onChange: (part: Partial<Draft>) => void
  onUrl: (url: string) => void
  problems: Record<string, string>
}

/** An address, and what it wants to see. */
export function UrlFields({ draft, onChange, onUrl, problems }: Props) {
  const t = useTranslations('dataSources')
  const { credentials } = draft
  return (
    <>
      <TextField
        required
        label={t('url')}
        hint={t('urlHint')}
        type="url"
        problem={problems.url}
        value={draft.url}
        onChange={onUrl}
      />
      <ChoiceField
        label={t('credentials')}
        value={credentials}
        choices={KINDS.map(value => ({ value, title: t(`credentialKinds.${value}`) }))}
        problem={problems.credentials}
        onChange={kind => onChange({ credentials: kind, credentialName: '', secret: '' })}
      />
      {credentials !== 'none' && (
        <>
          <TextField
            required
            label={t(credentials === 'basic' ? 'userName' : 'headerName')}
            problem={problems[credentials === 'basic' ? 'credentials.username' : 'credentials.name']}
            value={draft.credentialName}
            onChange={credentialName => onChange({ credentialName })}
          />
          <TextField
            label={t(credentials === 'basic' ? 'password' : 'headerValue')}
            hint={t('secretHint')}
            type="password"
            problem={problems[credentials === 'basic' ? 'credentials.password' : 'credentials.value']}
            value={draft.secret}
            onChange={secret => onChange({ secret })}
          />
        </>
      )}
    </>
  )
}
