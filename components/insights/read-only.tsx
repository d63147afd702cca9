'use client'

import { MessageBar, MessageBarBody } from '@fluentui/react-components'
import { useTranslations } from 'use-intl/react'
import { useAccess } from '#components/access.tsx'
import type { Permission } from '#lib/instances/permissions.ts'

/** Says why there are no commands, to those who may not use them. */
export function ReadOnly({ unless }: { unless: Permission }) {
  const { can, role } = useAccess()
  const t = useTranslations('insights')
  const frame = useTranslations('frame')
  if (can(unless)) return null
  return (
    <MessageBar layout="multiline">
      <MessageBarBody>{t('readOnly', { role: frame(`role.${role}`) })}</MessageBarBody>
    </MessageBar>
  )
}
