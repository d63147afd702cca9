'use client'

import { Field, Input } from '@fluentui/react-components'
import type { ComponentProps } from 'react'

type Props = {
  label: string
  value: string
  onChange: (value: string) => void
  hint?: string | undefined
  problem?: string | undefined
  required?: boolean
  type?: ComponentProps<typeof Input>['type']
  placeholder?: string | undefined
  disabled?: boolean
}

/** A field for a name or address: nothing in it is a word of a language. */
export function TextField({ label, value, onChange, hint, problem, required, type, placeholder, disabled }: Props) {
  return (
    <Field required={required} label={label} hint={hint} validationMessage={problem}>
      <Input
        value={value}
        type={type}
        placeholder={placeholder}
        spellCheck={false}
        autoComplete={type === 'password' ? 'new-password' : 'off'}
        disabled={disabled}
        onChange={(_, data) => onChange(data.value)}
      />
    </Field>
  )
}
