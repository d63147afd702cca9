'use client'

import { useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { useAccess } from '#components/access.tsx'
import { send } from '#components/api.ts'
import { FormPane } from '#components/page/form-pane.tsx'
import { RoleField } from '#components/permissions/role-field.tsx'
import { useWrite } from '#components/use-write.ts'
import type { Member } from '#lib/instances/member.ts'

export function ChangeRolePane({ member, onClose }: { member: Member; onClose: () => void }) {
  const t = useTranslations('permissions')
  const { api } = useAccess()
  const { write, pending, problem } = useWrite('form')
  const [role, setRole] = useState(member.role)

  const submit = async () => {
    const path = `${api}/manage/members`
    const call = () => send('PATCH', `${path}/${member.personId}`, { role })
    if ((await write(call, { done: t('saved'), changes: [path] })).ok) onClose()
  }
  return (
    <FormPane
      title={t('changeRoleOf', { name: member.name })}
      onSubmit={submit}
      onClose={onClose}
      pending={pending}
      problem={problem}
    >
      <RoleField value={role} onChange={setRole} />
    </FormPane>
  )
}
