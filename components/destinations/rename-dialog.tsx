'use client'

import { Field, Input } from '@fluentui/react-components'
import { useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { send } from '#components/api.ts'
import { FormDialog } from '#components/page/form-dialog.tsx'
import { usePaths } from '#components/power-automate/use-paths.ts'
import { useWrite } from '#components/use-write.ts'
import type { DestinationInfo } from '#lib/destinations/destinations.ts'

type Props = { destination: DestinationInfo; onClose: () => void }

export function RenameDialog({ destination, onClose }: Props) {
  const t = useTranslations('destinations')
  const common = useTranslations('common')
  const paths = usePaths()
  const { write, pending, problem } = useWrite('form')
  const [name, setName] = useState(destination.displayName)
  const [checked, setChecked] = useState(false)

  const isMissing = checked && name.trim() === ''
  const nameProblem = problem?.code === 'NameTaken' ? t('nameTaken') : problem?.fields.displayName
  const rename = async () => {
    setChecked(true)
    if (name.trim() === '') return
    const call = () => send('PATCH', paths.destination(destination.destinationId), { displayName: name })
    const result = await write(call, { done: t('renamed', { name: name.trim() }), changes: [paths.destinations] })
    if (result.ok) onClose()
  }
  return (
    <FormDialog
      title={t('renameTitle', { name: destination.displayName })}
      onSubmit={rename}
      onClose={onClose}
      pending={pending}
      problem={problem}
    >
      <Field label={common('displayName')} required validationMessage={isMissing ? common('required') : nameProblem}>
        <Input value={name} maxLength={100} onChange={(_, { value }) => setName(value)} />
      </Field>
    </FormDialog>
  )
}
