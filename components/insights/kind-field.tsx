'use client'

import { Field, makeStyles, Radio, RadioGroup, Text, tokens } from '@fluentui/react-components'
import { useTranslations } from 'use-intl/react'

const useStyles = makeStyles({
  choice: { display: 'flex', flexDirection: 'column' },
  hint: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
})

export type Kind<Value extends string> = { value: Value; title: string; hint: string }

type Props<Value extends string> = { kinds: Kind<Value>[]; value: Value; onChange: (value: Value) => void }

/** Whether something is refreshed here or elsewhere. */
export function KindField<Value extends string>({ kinds, value, onChange }: Props<Value>) {
  const styles = useStyles()
  const t = useTranslations('insights')
  const choose = (chosen: string) => {
    const kind = kinds.find(one => one.value === chosen)
    if (kind) onChange(kind.value)
  }
  return (
    <Field label={t('kind')}>
      <RadioGroup value={value} onChange={(_, data) => choose(data.value)}>
        {kinds.map(kind => (
          <Radio
            key={kind.value}
            value={kind.value}
            label={
              <span className={styles.choice}>
                <Text>{kind.title}</Text>
                <span className={styles.hint}>{kind.hint}</span>
              </span>
            }
          />
        ))}
      </RadioGroup>
    </Field>
  )
}
