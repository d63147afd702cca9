'use client'

import { Field, Textarea } from '@fluentui/react-components'
import { useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { send } from '#components/api.ts'
import { ChoiceField } from '#components/data-sources/choice-field.tsx'
import { TextField } from '#components/data-sources/text-field.tsx'
import { useFieldProblems } from '#components/insights/use-field-problems.ts'
import { usePaths } from '#components/insights/use-paths.ts'
import { FormDialog } from '#components/page/form-dialog.tsx'
import { useWrite } from '#components/use-write.ts'
import type { ConnectionView } from '#lib/insights/connections/connections.ts'

const EMPTY = {
  name: '',
  host: '',
  port: '5432',
  database: '',
  username: '',
  password: '',
  tls: 'verify' as 'verify' | 'off',
  caCertificate: '',
}

type Props = { onClose: () => void; onSaved: (connectionId: string) => void }

/** Adds a connection to a database; what it is can be told only by reading through it. */
export function ConnectionDialog({ onClose, onSaved }: Props) {
  const t = useTranslations('dataSources')
  const paths = usePaths()
  const [draft, setDraft] = useState(EMPTY)
  const { write, pending, problem } = useWrite('form')
  const { fields, check } = useFieldProblems(problem)
  const texts = ['name', 'host', 'port', 'database', 'username', 'password'] as const
  const save = async () => {
    if (!check(texts.filter(member => draft[member].trim() === ''))) return
    const { caCertificate, port, ...rest } = draft
    const body = { ...rest, port: Number(port), ...(caCertificate.trim() && { caCertificate }) }
    const saved = await write(() => send<ConnectionView>('POST', paths.connections, body), { changes: paths.all })
    if (saved.ok) onSaved(saved.answer.connectionId)
  }
  return (
    <FormDialog title={t('addConnection')} onSubmit={save} onClose={onClose} pending={pending} problem={problem}>
      {texts.map(member => (
        <TextField
          key={member}
          required
          label={t(`connectionFields.${member}`)}
          hint={member === 'username' ? t('readOnlyRole') : undefined}
          type={member === 'password' ? 'password' : member === 'port' ? 'number' : undefined}
          problem={fields[member]}
          value={draft[member]}
          onChange={value => setDraft(before => ({ ...before, [member]: value }))}
        />
      ))}
      <ChoiceField
        label={t('tls')}
        value={draft.tls}
        choices={[
          { value: 'verify', title: t('tlsVerify') },
          { value: 'off', title: t('tlsOff') },
        ]}
        problem={fields.tls}
        onChange={tls => setDraft(before => ({ ...before, tls }))}
      />
      {draft.tls === 'verify' && (
        <Field label={t('caCertificate')} hint={t('caCertificateHint')} validationMessage={fields.caCertificate}>
          <Textarea
            value={draft.caCertificate}
            rows={3}
            resize="vertical"
            textarea={{ spellCheck: false, autoComplete: 'off' }}
            onChange={(_, { value }) => setDraft(before => ({ ...before, caCertificate: value }))}
          />
        </Field>
      )}
    </FormDialog>
  )
}
