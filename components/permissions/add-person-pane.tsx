'use client'

import { Field, Input } from '@fluentui/react-components'
import { useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { useAccess } from '#components/access.tsx'
import { send } from '#components/api.ts'
import { FormPane } from '#components/page/form-pane.tsx'
import type { Link } from '#components/permissions/link-pane.tsx'
import { RoleField } from '#components/permissions/role-field.tsx'
import { useToasts } from '#components/toasts.tsx'
import { useWrite } from '#components/use-write.ts'
import type { Role } from '#lib/instances/actor.ts'
import type { Invitation } from '#lib/instances/invitation.ts'
import type { Member } from '#lib/instances/member.ts'

type Props = { onClose: () => void; onInvited: (link: Link) => void }

export function AddPersonPane({ onClose, onInvited }: Props) {
  const t = useTranslations('permissions')
  const common = useTranslations('common')
  const { api } = useAccess()
  const { write, pending, problem } = useWrite('form')
  const { done } = useToasts()
  const [email, setEmail] = useState('')
  const [name, setName] = useState('')
  const [role, setRole] = useState<Role>('Viewer')
  const [tried, setTried] = useState(false)
  const emailProblem = /^\S+@\S+\.\S+$/.test(email.trim()) ? undefined : t('emailInvalid')
  const nameProblem = name.trim() ? undefined : common('required')

  const submit = async () => {
    setTried(true)
    if (emailProblem || nameProblem) return
    const path = `${api}/manage/members`
    const call = () => send<Member & Invitation>('POST', path, { email, name, role })
    const written = await write(call, { changes: [path] })
    if (!written.ok) return
    const { invitation, ...member } = written.answer
    if (invitation) return onInvited({ ...member, ...invitation })
    done(member.state === 'invited' ? t('notInvited', { name: member.name }) : t('added', { name: member.name }))
    onClose()
  }
  return (
    <FormPane title={t('addUsers')} onSubmit={submit} onClose={onClose} pending={pending} problem={problem}>
      <Field label={t('email')} required validationMessage={tried ? emailProblem : undefined}>
        <Input type="email" autoComplete="off" value={email} onChange={(_, data) => setEmail(data.value)} />
      </Field>
      <Field label={common('name')} required validationMessage={tried ? nameProblem : undefined}>
        <Input autoComplete="off" maxLength={200} value={name} onChange={(_, data) => setName(data.value)} />
      </Field>
      <RoleField value={role} onChange={setRole} />
    </FormPane>
  )
}
