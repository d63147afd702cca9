'use client'

import { Input } from '@fluentui/react-components'

type Props = { label: string; value: number; onChange: (value: number) => void; whole?: boolean }

/** A number; one that has not been typed yet is no number. Props of the Field around it reach the control. */
export const NumberField = ({ label, value, onChange, whole, ...field }: Props) => (
  <Input
    {...field}
    aria-label={label}
    placeholder={label}
    type="number"
    step={whole ? 1 : 'any'}
    input={{ style: { minWidth: 0, width: '100%' } }}
    value={Number.isNaN(value) ? '' : String(value)}
    onChange={(_, data) => onChange(data.value === '' ? Number.NaN : Number(data.value))}
  />
)
