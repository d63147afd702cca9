'use client'

import { Field, Link, Select } from '@fluentui/react-components'
import { useTranslations } from 'use-intl/react'
import type { EntityView } from '#lib/insights/entities/read.ts'

type Props = {
  entities: EntityView[]
  value: string
  onChange: (name: string) => void
  problem: string | undefined
}

/** The entity that a rule or a calculation looks at. One that is gone stays chosen until another is. */
export function EntityField({ entities, value, onChange, problem }: Props) {
  const t = useTranslations('insights')
  const isGone = value !== '' && !entities.some(({ name }) => name === value)
  const none = entities.length === 0 && (
    <>
      {t('noEntityYet')} <Link href="/data/data-sources">{t('toDataSources')}</Link>
    </>
  )
  return (
    <Field required label={t('entity')} hint={none || undefined} validationMessage={problem}>
      <Select value={value} onChange={(_, data) => onChange(data.value)}>
        {value === '' && <option value="">{t('chooseEntity')}</option>}
        {isGone && <option value={value}>{t('entityGone', { name: value })}</option>}
        {entities.map(({ name }) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </Select>
    </Field>
  )
}
