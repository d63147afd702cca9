'use client'

import { Field, Select } from '@fluentui/react-components'
import { useTranslations } from 'use-intl/react'
import { type Behaviour, behaviours } from '#lib/simulator/behaviours.ts'

type Props = { value: Behaviour; disabled?: boolean; onChange: (behaviour: Behaviour) => void }

export function BehaviourField({ value, disabled = false, onChange }: Props) {
  const t = useTranslations('simulator')
  return (
    <Field label={t('behaviour')} hint={t('behaviourHint')}>
      <Select value={value} disabled={disabled} onChange={(_, data) => onChange(data.value as Behaviour)}>
        {behaviours.map(behaviour => (
          <option key={behaviour} value={behaviour}>
            {t(`behaves.${behaviour}`)}
          </option>
        ))}
      </Select>
    </Field>
  )
}
