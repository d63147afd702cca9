'use client'

import { Button, Field, Input, makeStyles, tokens } from '@fluentui/react-components'
import { KeyRegular } from '@fluentui/react-icons'
import { type FormEvent, useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { send } from '#components/api.ts'
import { CopyField } from '#components/page/copy-field.tsx'
import { ProblemBar } from '#components/page/problem-bar.tsx'
import { usePaths } from '#components/power-automate/use-paths.ts'
import { useWrite } from '#components/use-write.ts'

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', alignItems: 'flex-start', gap: tokens.spacingVerticalS },
  field: { width: '100%' },
})

/** Makes the key that a connection asks for. It is shown here and nowhere else, until the pane is closed. */
export function KeyMaker() {
  const styles = useStyles()
  const t = useTranslations('destinations')
  const common = useTranslations('common')
  const paths = usePaths()
  const { write, pending, problem } = useWrite('form')
  const [name, setName] = useState<string>(t('keyDefaultName'))
  const [checked, setChecked] = useState(false)
  const [key, setKey] = useState<string>()

  const isMissing = checked && name.trim() === ''
  const make = async (event: FormEvent) => {
    event.preventDefault()
    setChecked(true)
    if (name.trim() === '' || pending) return
    const call = () => send<{ key: string }>('POST', paths.keys, { name, role: 'Contributor' })
    const result = await write(call, { changes: [paths.keys] })
    if (result.ok) setKey(result.answer.key)
  }
  if (key) return <CopyField label={t('key')} value={key} hint={t('keyOnce')} />
  return (
    <form noValidate onSubmit={make} className={styles.form}>
      <ProblemBar problem={problem} />
      <Field
        className={styles.field}
        label={t('keyName')}
        hint={t('keyHint')}
        required
        validationMessage={isMissing ? common('required') : problem?.fields.name}
      >
        <Input value={name} maxLength={100} onChange={(_, { value }) => setName(value)} />
      </Field>
      <Button type="submit" icon={<KeyRegular />} disabledFocusable={pending}>
        {t('makeKey')}
      </Button>
    </form>
  )
}
