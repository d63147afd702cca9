'use client'

import { Field, Select } from '@fluentui/react-components'

type Props<Value extends string> = {
  label: string
  value: Value
  choices: { value: Value; title: string }[]
  onChange: (value: Value) => void
  hint?: string | undefined
  problem?: string | undefined
  required?: boolean
}

/** One of a few. */
export function ChoiceField<Value extends string>({
  label,
  value,
  choices,
  onChange,
  hint,
  problem,
  required,
}: Props<Value>) {
  const choose = (chosen: string) => {
    const choice = choices.find(one => one.value === chosen)
    if (choice) onChange(choice.value)
  }
  return (
    <Field required={required} label={label} hint={hint} validationMessage={problem}>
      <Select value={value} onChange={(_, data) => choose(data.value)}>
        {choices.map(choice => (
          <option key={choice.value} value={choice.value}>
            {choice.title}
          </option>
        ))}
      </Select>
    </Field>
  )
}
