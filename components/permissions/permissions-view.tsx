'use client'

import { ToolbarButton } from '@fluentui/react-components'
import { PersonAddRegular } from '@fluentui/react-icons'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import useSWR from 'swr'
import { useTranslations } from 'use-intl/react'
import { useAccess } from '#components/access.tsx'
import type { ApiProblem } from '#components/api.ts'
import { Page } from '#components/page/page.tsx'
import { ProblemBar } from '#components/page/problem-bar.tsx'
import { usePane } from '#components/page/use-pane.ts'
import { CallbackHostsSection } from '#components/permissions/callback-hosts-section.tsx'
import { KeysSection } from '#components/permissions/keys-section.tsx'
import type { Link } from '#components/permissions/link-pane.tsx'
import { PeopleTable } from '#components/permissions/people-table.tsx'
import { usePersonActions } from '#components/permissions/use-person-actions.tsx'
import type { Member } from '#lib/instances/member.ts'

const AddKeyPane = dynamic(() => import('#components/permissions/add-key-pane.tsx').then(m => m.AddKeyPane))
const AddPersonPane = dynamic(() => import('#components/permissions/add-person-pane.tsx').then(m => m.AddPersonPane))
const ChangeRolePane = dynamic(() => import('#components/permissions/change-role-pane.tsx').then(m => m.ChangeRolePane))
const LinkPane = dynamic(() => import('#components/permissions/link-pane.tsx').then(m => m.LinkPane))

/** @param deployment whether whoever looks administers the deployment. */
export function PermissionsView({ deployment }: { deployment: boolean }) {
  const t = useTranslations('permissions')
  const { api } = useAccess()
  const { data: members = [], error } = useSWR<Member[], ApiProblem>(`${api}/manage/members`)
  const { pane, open, close } = usePane('add', 'role', 'key')
  // A link is a secret and has no place in the address.
  const [link, setLink] = useState<Link>()
  const invited = (made: Link) => {
    close()
    setLink(made)
  }
  const actions = usePersonActions({
    deployment,
    onChangeRole: ({ personId }) => open('role', personId),
    onInvited: setLink,
  })
  const chosen = pane?.name === 'role' ? members.find(({ personId }) => personId === pane.value) : undefined
  return (
    <Page
      title={t('title')}
      subtitle={t('subtitle')}
      commands={
        <ToolbarButton icon={<PersonAddRegular />} onClick={() => open('add')}>
          {t('addUsers')}
        </ToolbarButton>
      }
    >
      <ProblemBar problem={error} />
      <PeopleTable members={members} actions={actions} />
      <KeysSection onAdd={() => open('key')} />
      {deployment && <CallbackHostsSection />}
      {pane?.name === 'add' && <AddPersonPane onClose={close} onInvited={invited} />}
      {pane?.name === 'key' && <AddKeyPane onClose={close} />}
      {chosen && <ChangeRolePane key={chosen.personId} member={chosen} onClose={close} />}
      {link && <LinkPane link={link} onClose={() => setLink(undefined)} />}
    </Page>
  )
}
