'use client'

import {
  DeleteRegular,
  LinkRegular,
  PersonAvailableRegular,
  PersonEditRegular,
  PersonProhibitedRegular,
  ShieldPersonAddRegular,
  ShieldPersonRegular,
} from '@fluentui/react-icons'
import { useTranslations } from 'use-intl/react'
import { useAccess } from '#components/access.tsx'
import { send } from '#components/api.ts'
import { useConfirm } from '#components/page/confirm.tsx'
import type { RowAction } from '#components/page/row-menu.tsx'
import type { Link } from '#components/permissions/link-pane.tsx'
import { useWrite } from '#components/use-write.ts'
import type { Invitation } from '#lib/instances/invitation.ts'
import type { Member } from '#lib/instances/member.ts'

type Options = {
  /** Whether whoever looks administers the deployment. */
  deployment: boolean
  onChangeRole: (member: Member) => void
  onInvited: (link: Link) => void
}

/** What the person who looks may do with a member. */
export function usePersonActions({ deployment, onChangeRole, onInvited }: Options) {
  const t = useTranslations('permissions')
  const common = useTranslations('common')
  const { api } = useAccess()
  const confirm = useConfirm()
  const { write } = useWrite('toast')
  const path = `${api}/manage/members`

  const change = (member: Member, body: object) =>
    write(() => send('PATCH', `${path}/${member.personId}`, body), { done: t('saved'), changes: [path] })

  const changeAfter = async (
    member: Member,
    body: object,
    action: 'makeDeploymentAdministrator' | 'removeDeploymentAdministrator' | 'disable',
  ) => {
    const { name } = member
    const question = { title: t(`${action}Title`, { name }), consequence: t(`${action}Text`, { name }) }
    if (await confirm({ ...question, action: t(action) })) await change(member, body)
  }

  const invite = async (member: Member) => {
    const call = () => send<Required<Invitation>>('POST', `${path}/${member.personId}/invitation`)
    const written = await write(call, { changes: [] })
    if (written.ok) onInvited({ ...member, ...written.answer.invitation })
  }

  const remove = async (member: Member) => {
    const { name, personId } = member
    const question = { title: t('removeTitle', { name }), consequence: t('removeText', { name }) }
    if (!(await confirm({ ...question, action: common('remove') }))) return
    await write(() => send('DELETE', `${path}/${personId}`), { done: t('removed', { name }), changes: [path] })
  }

  return (member: Member): RowAction[] => {
    const { isDeploymentAdministrator, state } = member
    const actions: (RowAction | false)[] = [
      !isDeploymentAdministrator && {
        title: t('changeRole'),
        icon: <PersonEditRegular />,
        onSelect: () => onChangeRole(member),
      },
      member.canInvite && {
        title: state === 'invited' ? t('newInvitation') : t('newPassword'),
        icon: <LinkRegular />,
        onSelect: () => invite(member),
      },
      deployment &&
        !isDeploymentAdministrator && {
          title: t('makeDeploymentAdministrator'),
          icon: <ShieldPersonAddRegular />,
          onSelect: () => changeAfter(member, { isDeploymentAdministrator: true }, 'makeDeploymentAdministrator'),
        },
      deployment &&
        isDeploymentAdministrator && {
          title: t('removeDeploymentAdministrator'),
          icon: <ShieldPersonRegular />,
          onSelect: () => changeAfter(member, { isDeploymentAdministrator: false }, 'removeDeploymentAdministrator'),
        },
      deployment &&
        state === 'disabled' && {
          title: t('enable'),
          icon: <PersonAvailableRegular />,
          onSelect: () => change(member, { isDisabled: false }),
        },
      deployment &&
        state !== 'disabled' && {
          title: t('disable'),
          icon: <PersonProhibitedRegular />,
          onSelect: () => changeAfter(member, { isDisabled: true }, 'disable'),
        },
      !isDeploymentAdministrator && {
        title: common('remove'),
        icon: <DeleteRegular />,
        onSelect: () => remove(member),
      },
    ]
    return actions.filter(action => action !== false)
  }
}
