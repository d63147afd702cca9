'use client'

import { Body1, Checkbox, Field, Input, makeStyles } from '@fluentui/react-components'
import { useState } from 'react'
import { useLocale, useTranslations } from 'use-intl/react'
import { send } from '#components/api.ts'
import { FormPane } from '#components/page/form-pane.tsx'
import { PaneSection } from '#components/page/pane-section.tsx'
import { usePaths } from '#components/power-automate/use-paths.ts'
import { useWrite } from '#components/use-write.ts'
import { CONSENT_TEXT } from '#lib/destinations/consent.ts'
import type { DestinationInfo } from '#lib/destinations/destinations.ts'
import { languageOf } from '#lib/i18n/regions.ts'

// The box lines up with the text above it, not its click area.
const useStyles = makeStyles({ agree: { marginLeft: '-8px' } })

type Props = { onConnected: (destinationId: string) => void; onClose: () => void }

// Labels are the words of the contract, without the asterisk of a required field.
export function ConsentPane({ onConnected, onClose }: Props) {
  const styles = useStyles()
  const t = useTranslations('destinations')
  const common = useTranslations('common')
  const locale = languageOf(useLocale())
  const paths = usePaths()
  const { write, pending, problem } = useWrite('form')
  const [displayName, setDisplayName] = useState('')
  const [agreed, setAgreed] = useState(false)
  const [checked, setChecked] = useState(false)

  const isNameMissing = checked && displayName.trim() === ''
  const nameProblem = problem?.code === 'NameTaken' ? t('nameTaken') : problem?.fields.displayName
  const connect = async () => {
    setChecked(true)
    if (displayName.trim() === '' || !agreed) return
    const body = { kind: 'powerAutomate', displayName, consent: true, locale }
    const call = async () => {
      const created = await send<DestinationInfo>('POST', paths.destinations, body)
      return created.destinationId
    }
    const result = await write(call, { changes: [paths.destinations] })
    if (result.ok) onConnected(result.answer)
  }
  return (
    <FormPane
      title={t('setUpTitle', { name: t('powerAutomate') })}
      action={t('connect')}
      onSubmit={connect}
      onClose={onClose}
      pending={pending}
      problem={problem}
    >
      <Field
        label={{ children: t('displayName'), required: false }}
        hint={t('displayNameHint')}
        required
        validationMessage={isNameMissing ? common('required') : nameProblem}
      >
        <Input value={displayName} maxLength={100} onChange={(_, { value }) => setDisplayName(value)} />
      </Field>
      <PaneSection title={t('privacy')}>
        <Body1 id="consent">{CONSENT_TEXT[locale]}</Body1>
        <Field validationMessage={checked && !agreed ? t('mustAgree') : undefined}>
          <Checkbox
            className={styles.agree}
            required
            label={{ children: t('agree'), required: false }}
            aria-describedby="consent"
            checked={agreed}
            onChange={(_, data) => setAgreed(data.checked === true)}
          />
        </Field>
      </PaneSection>
    </FormPane>
  )
}
