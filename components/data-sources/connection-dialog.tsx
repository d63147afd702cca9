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

const draftOf = (connection?: ConnectionView) => ({
  name: connection?.name ?? '',
  host: connection?.host ?? '',
  port: String(connection?.port ?? 5432),
  database: connection?.database ?? '',
  username: connection?.username ?? '',
  password: '',
  tls: connection?.tls ?? 'verify',
  caCertificate: connection?.caCertificate ?? '',
})

type Props = {
  /** The one to change; a new one without. */
  connection?: ConnectionView | undefined
  onClose: () => void
  onSaved: (connectionId: string) => void
}

/** Adds or changes a connection to a database; what it is can be told only by reading through it. */
export function ConnectionDialog({ connection, onClose, onSaved }: Props) {
  const t = useTranslations('dataSources')
  const paths = usePaths()
  const [draft, setDraft] = useState(() => draftOf(connection))
  const { write, pending, problem } = useWrite('form')
  const { fields, check } = useFieldProblems(problem)
  const texts = connection
    ? (['host', 'port', 'database', 'username', 'password'] as const)
    : (['name', 'host', 'port', 'database', 'username', 'password'] as const)
  const required = texts.filter(member => member !== 'password' || !connection)
  const save = async () => {
    if (!check(required.filter(member => draft[member].trim() === ''))) return
    const { caCertificate, port, password, ...rest } = draft
    const body = {
      ...rest,
      port: Number(port),
      ...(password && { password }),
      caCertificate: caCertificate.trim() ? caCertificate : null,
    }
    const saved = await write(
      () =>
        connection
          ? send<ConnectionView>('PATCH', `${paths.connections}/${connection.connectionId}`, body)
          : send<ConnectionView>('POST', paths.connections, body),
      { changes: paths.all },
    )
    if (saved.ok) onSaved(saved.answer.connectionId)
  }
  const hints: Partial<Record<(typeof texts)[number], string>> = {
    username: t('readOnlyRole'),
    ...(connection && { password: t('passwordHint') }),
  }
  return (
    <FormDialog
      title={connection ? t('editConnection', { name: connection.name }) : t('addConnection')}
      onSubmit={save}
      onClose={onClose}
      pending={pending}
      problem={problem}
    >
      {texts.map(member => (
        <TextField
          key={member}
          required={required.includes(member)}
          label={t(`connectionFields.${member}`)}
          hint={hints[member]}
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
