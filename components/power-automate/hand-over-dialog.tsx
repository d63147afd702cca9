'use client'

import { Field, Select, Spinner, Text } from '@fluentui/react-components'
import { useState } from 'react'
import useSWR from 'swr'
import { useTranslations } from 'use-intl/react'
import { useAccess } from '#components/access.tsx'
import { type ApiProblem, send } from '#components/api.ts'
import { FormDialog } from '#components/page/form-dialog.tsx'
import { CatchUpFields } from '#components/power-automate/catch-up-fields.tsx'
import { usePaths } from '#components/power-automate/use-paths.ts'
import { useWrite } from '#components/use-write.ts'
import type { Member } from '#lib/instances/member.ts'
import { can } from '#lib/instances/permissions.ts'
import { type CatchUp, EVERYTHING } from '#lib/subscriptions/catch-up.ts'
import type { KeptView } from '#lib/subscriptions/kept.ts'
import type { HookView } from '#lib/subscriptions/view.ts'

/** Gives a subscription to somebody else; one that was paused because its owner has left goes on with them. */
export function HandOverDialog({ hook, onClose }: { hook: HookView; onClose: () => void }) {
  const t = useTranslations('subscriptionCare')
  const common = useTranslations('common')
  const paths = usePaths()
  const { person } = useAccess()
  const { write, pending, problem } = useWrite('form')
  const { data: members, error } = useSWR<Member[], ApiProblem>(paths.members)
  const isOwnerless = hook.statusReasonCode === 'ownerGone'
  const { data: kept } = useSWR<KeptView, ApiProblem>(isOwnerless ? paths.kept(hook.id) : null)
  const [choice, setChoice] = useState<CatchUp>(EVERYTHING)
  const [chosen, setChosen] = useState<string>()
  const people = members?.filter(({ role, state }) => can(role, 'hooks.write') && state !== 'disabled') ?? []
  const owner =
    people.find(({ personId }) => personId === chosen) ??
    people.find(({ email }) => email === person.email) ??
    people[0]

  const handOver = async () => {
    if (!owner) return
    const body = { ownerId: owner.personId, ...(isOwnerless && { status: 'active', ...choice }) }
    const options = { done: t('handedOver', { name: owner.name }), changes: [paths.hooks, paths.allDeliveries] }
    if ((await write(() => send('PATCH', paths.hook(hook.id), body), options)).ok) onClose()
  }
  return (
    <FormDialog
      title={t('handOverTitle')}
      action={t('handOver')}
      onSubmit={handOver}
      onClose={onClose}
      pending={pending}
      problem={problem ?? error}
    >
      <Text>{t('handOverHint')}</Text>
      {!members && !error && <Spinner label={common('loading')} />}
      <Field label={t('newOwner')}>
        <Select value={owner?.personId ?? ''} onChange={(_, { value }) => setChosen(value)}>
          {people.map(({ personId, name, email }) => (
            <option key={personId} value={personId}>
              {name === email ? name : `${name} (${email})`}
            </option>
          ))}
        </Select>
      </Field>
      {kept && kept.kept > 0 && <CatchUpFields hookId={hook.id} value={choice} onChange={setChoice} />}
    </FormDialog>
  )
}
