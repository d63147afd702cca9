'use client'

import { Field, Input, MessageBar, MessageBarBody } from '@fluentui/react-components'
import { useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { send } from '#components/api.ts'
import { CALLBACK_HOSTS } from '#components/api-path.ts'
import { FormDialog } from '#components/page/form-dialog.tsx'
import { useWrite } from '#components/use-write.ts'

export function AddHostDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations('callbackHosts')
  const common = useTranslations('common')
  const { write, pending, problem } = useWrite('form')
  const [host, setHost] = useState('')
  const [checked, setChecked] = useState(false)

  const given = host.trim().toLowerCase()
  const isMissing = checked && given === ''
  const hostProblem = problem?.code === 'NameTaken' ? t('taken') : problem?.fields.host && t('hostInvalid')
  const add = async () => {
    setChecked(true)
    if (given === '') return
    const call = () => send('POST', CALLBACK_HOSTS, { host: given })
    const { ok } = await write(call, { done: t('added', { host: given }), changes: [CALLBACK_HOSTS] })
    if (ok) onClose()
  }
  return (
    <FormDialog
      title={t('add')}
      onSubmit={add}
      onClose={onClose}
      pending={pending}
      problem={hostProblem ? undefined : problem}
    >
      <Field label={t('host')} hint={t('hostHint')} validationMessage={isMissing ? common('required') : hostProblem}>
        <Input autoComplete="off" maxLength={253} value={host} onChange={(_, { value }) => setHost(value)} />
      </Field>
      {given === '*' && (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>{t('anyWarning')}</MessageBarBody>
        </MessageBar>
      )}
    </FormDialog>
  )
}
