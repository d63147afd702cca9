'use client'

import { Field, Radio, RadioGroup } from '@fluentui/react-components'
import { useTranslations } from 'use-intl/react'
import type { Role } from '#lib/instances/actor.ts'

const ROLES: Role[] = ['Admin', 'Contributor', 'Viewer']

/** The three roles, each with what it may do. */
export function RoleField({ value, onChange }: { value: Role; onChange: (role: Role) => void }) {
  const t = useTranslations('permissions')
  const role = useTranslations('frame.role')
  return (
    <Field label={t('role')}>
      <RadioGroup value={value} onChange={(_, data) => onChange(data.value as Role)}>
        {ROLES.map(each => (
          <Radio
            key={each}
            value={each}
            label={
              <>
                {role(each)}
                <br />
                <small>{t(`roleHint.${each}`)}</small>
              </>
            }
          />
        ))}
      </RadioGroup>
    </Field>
  )
}
