'use client'

import { Field, Input } from '@fluentui/react-components'
import { CopyButton } from '#components/page/copy-button.tsx'

type Props = { label: string; value: string; hint?: string }

/** Something to be taken elsewhere: an address, an id, a key that is shown once. */
export const CopyField = ({ label, value, hint }: Props) => (
  <Field label={label} hint={hint}>
    <Input
      readOnly
      value={value}
      onFocus={event => event.target.select()}
      contentAfter={<CopyButton label={label} value={value} />}
    />
  </Field>
)
