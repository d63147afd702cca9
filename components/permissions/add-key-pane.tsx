'use client'

import { Body1, Button, Field, Input } from '@fluentui/react-components'
import { useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { useAccess } from '#components/access.tsx'
import { send } from '#components/api.ts'
import { CopyField } from '#components/page/copy-field.tsx'
import { FormPane } from '#components/page/form-pane.tsx'
import { Pane } from '#components/page/pane.tsx'
import { RoleField } from '#components/permissions/role-field.tsx'
import { useWrite } from '#components/use-write.ts'
import type { Role } from '#lib/instances/actor.ts'
import type { KeyInfo } from '#lib/keys/keys.ts'

type NewKey = KeyInfo & { key: string }

/** Makes a key, then shows it this once. */
export function AddKeyPane({ onClose }: { onClose: () => void }) {
  const t = useTranslations('permissions')
  const common = useTranslations('common')
  const { api } = useAccess()
  const { write, pending, problem } = useWrite('form')
  const [name, setName] = useState('')
  const [role, setRole] = useState<Role>('Contributor')
  const [tried, setTried] = useState(false)
  const [made, setMade] = useState<NewKey>()
  if (made) return <MadeKeyPane made={made} onClose={onClose} />

  const submit = async () => {
    setTried(true)
    if (!name.trim()) return
    const path = `${api}/manage/keys`
    const written = await write(() => send<NewKey>('POST', path, { name, role }), { changes: [path] })
    if (written.ok) setMade(written.answer)
  }
  const missing = tried && !name.trim() ? common('required') : undefined
  return (
    <FormPane title={t('addKey')} onSubmit={submit} onClose={onClose} pending={pending} problem={problem}>
      <Field label={t('keyName')} hint={t('keyNameHint')} required validationMessage={missing}>
        <Input autoComplete="off" maxLength={100} value={name} onChange={(_, data) => setName(data.value)} />
      </Field>
      <RoleField value={role} onChange={setRole} />
    </FormPane>
  )
}

function MadeKeyPane({ made, onClose }: { made: NewKey; onClose: () => void }) {
  const t = useTranslations('permissions')
  const common = useTranslations('common')
  const footer = (
    <Button appearance="primary" onClick={onClose}>
      {common('close')}
    </Button>
  )
  return (
    <Pane title={t('keyMade', { name: made.name })} onClose={onClose} footer={footer} holdsInput>
      <Body1>{t('keyShownOnce')}</Body1>
      <CopyField label={t('key')} value={made.key} />
    </Pane>
  )
}
