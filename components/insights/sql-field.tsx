'use client'

import { Field, makeStyles, Textarea, tokens } from '@fluentui/react-components'
import { useTranslations } from 'use-intl/react'
import type { EntityView } from '#lib/insights/entities/read.ts'

const useStyles = makeStyles({
  text: { fontFamily: tokens.fontFamilyMonospace, fontSize: tokens.fontSizeBase200 },
  entities: {
    margin: 0,
    paddingLeft: tokens.spacingHorizontalXL,
    fontSize: tokens.fontSizeBase200,
    color: tokens.colorNeutralForeground3,
    overflowWrap: 'anywhere',
  },
})

type Props = {
  value: string
  onChange: (sql: string) => void
  problem: string | undefined
  entities: EntityView[]
  /** What the statement is to give. */
  hint: string
}

/** A statement, and below it what it may select from. */
export function SqlField({ value, onChange, problem, entities, hint }: Props) {
  const styles = useStyles()
  const t = useTranslations('insights')
  return (
    <>
      <Field required label={t('sql')} hint={hint} validationMessage={problem}>
        <Textarea
          value={value}
          onChange={(_, data) => onChange(data.value)}
          rows={10}
          resize="vertical"
          textarea={{ className: styles.text, spellCheck: false, autoCapitalize: 'off', autoComplete: 'off' }}
        />
      </Field>
      <details>
        <summary>{t('sqlEntities')}</summary>
        <ul className={styles.entities}>
          {entities.map(({ name, attributes }) => (
            <li key={name}>
              <strong>{name}</strong>: {attributes.map(one => one.name).join(', ')}
            </li>
          ))}
        </ul>
      </details>
    </>
  )
}
