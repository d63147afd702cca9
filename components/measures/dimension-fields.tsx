'use client'

import { Button, Field, MessageBar, MessageBarBody, makeStyles, Select, tokens } from '@fluentui/react-components'
import { DismissRegular } from '@fluentui/react-icons'
import { useTranslations } from 'use-intl/react'
import type { Attribute } from '#lib/insights/port.ts'

const MAX_DIMENSIONS = 5

const useStyles = makeStyles({
  list: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS },
  row: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr) auto', gap: tokens.spacingHorizontalS },
})

type Props = {
  dimensions: string[]
  onChange: (dimensions: string[]) => void
  attributes: Attribute[]
  problems: Record<string, string>
}

/** The attributes by whose values a measure is split. */
export function DimensionFields({ dimensions, onChange, attributes, problems }: Props) {
  const styles = useStyles()
  const t = useTranslations('measures')
  const free = attributes.filter(({ name }) => !dimensions.includes(name))
  return (
    <div className={styles.list}>
      {dimensions.map((dimension, index) => (
        <div key={dimension} className={styles.row}>
          <Field validationMessage={problems[`definition.dimensions.${index}`]}>
            <Select
              aria-label={t('dimension', { number: `${index + 1}` })}
              value={dimension}
              onChange={(_, { value }) => onChange(dimensions.with(index, value))}
            >
              <option value={dimension}>{dimension}</option>
              {free.map(({ name }) => (
                <option key={name} value={name}>
                  {name}
                </option>
              ))}
            </Select>
          </Field>
          <Button
            appearance="subtle"
            icon={<DismissRegular />}
            aria-label={t('removeDimension', { name: dimension })}
            onClick={() => onChange(dimensions.toSpliced(index, 1))}
          />
        </div>
      ))}
      {dimensions.length < MAX_DIMENSIONS && free.length > 0 && (
        <Field
          label={t('addDimension')}
          hint={t('dimensionsHint')}
          validationMessage={problems['definition.dimensions']}
        >
          <Select value="" onChange={(_, { value }) => value !== '' && onChange([...dimensions, value])}>
            <option value="">{t('noDimension')}</option>
            {free.map(({ name }) => (
              <option key={name} value={name}>
                {name}
              </option>
            ))}
          </Select>
        </Field>
      )}
      {dimensions.length > 0 && (
        <MessageBar intent="info" layout="multiline">
          <MessageBarBody>{t('feedsNoThreshold')}</MessageBarBody>
        </MessageBar>
      )}
    </div>
  )
}
