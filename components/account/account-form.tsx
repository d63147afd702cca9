'use client'

import { Button, Field, Input, type InputProps, makeStyles, tokens } from '@fluentui/react-components'
import { type ReactElement, useActionState } from 'react'

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL },
})

type FormField = { name: string; label: string; hint?: string } & Pick<
  InputProps,
  'type' | 'autoComplete' | 'readOnly' | 'defaultValue'
> & { minLength?: number; maxLength?: number }

type Props = {
  fields: FormField[]
  submit: string
  /** Does it, and returns what to say where it did not work. */
  action: (values: FormData) => Promise<ReactElement | undefined>
  /** What is said before anything was sent. */
  initial?: ReactElement | undefined
}

/**
 * A form of an account page. Fields are read from the document and not from React's state, and React sends again what
 * was submitted before the page came alive: whoever types faster than the page loads loses nothing.
 */
export function AccountForm({ fields, submit, action, initial }: Props) {
  const styles = useStyles()
  const [outcome, send, pending] = useActionState<ReactElement | undefined, FormData>(
    (_, values) => action(values),
    initial,
  )
  return (
    <form action={send} className={styles.form}>
      <div role="alert">{!pending && outcome}</div>
      {fields.map(({ label, hint, ...input }) => (
        <Field key={input.name} label={label} hint={hint}>
          <Input {...input} required />
        </Field>
      ))}
      <Button type="submit" appearance="primary" disabledFocusable={pending}>
        {submit}
      </Button>
    </form>
  )
}
