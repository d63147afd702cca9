'use client'

import { Field, Input, Textarea } from '@fluentui/react-components'
import { useTranslations } from 'use-intl/react'
import { type Names, uniqueName } from '#components/insights/names.ts'

type Props = {
  names: Names
  onChange: (names: Partial<Names>) => void
  problems: Record<string, string>
  /** What the API calls the display name of such a thing. */
  displayNameMember: 'friendlyName' | 'displayName'
  /** Of something that exists: its name is fixed, and shown elsewhere. */
  isFixed: boolean
}

export function NameFields({ names, onChange, problems, displayNameMember, isFixed }: Props) {
  const t = useTranslations('insights')
  const common = useTranslations('common')
  return (
    <>
      <Field
        required
        label={common('displayName')}
        hint={t('friendlyNameHint')}
        validationMessage={problems[displayNameMember]}
      >
        <Input value={names.displayName} onChange={(_, { value }) => onChange({ displayName: value })} />
      </Field>
      {!isFixed && (
        <Field required label={t('uniqueName')} hint={t('uniqueNameHint')} validationMessage={problems.name}>
          <Input
            value={uniqueName(names)}
            spellCheck={false}
            onChange={(_, { value }) => onChange({ name: value === '' ? undefined : value })}
          />
        </Field>
      )}
    </>
  )
}

type DescriptionProps = { value: string; onChange: (value: string) => void; problem: string | undefined }

export function DescriptionField({ value, onChange, problem }: DescriptionProps) {
  const t = useTranslations('insights')
  return (
    <Field label={t('description')} validationMessage={problem}>
      <Textarea rows={2} value={value} onChange={(_, data) => onChange(data.value)} />
    </Field>
  )
}
