'use client'

import { Button, makeStyles, Spinner, tokens } from '@fluentui/react-components'
import { type FormEvent, type ReactNode, useId } from 'react'
import { useTranslations } from 'use-intl/react'
import { Pane } from '#components/page/pane.tsx'
import { ProblemBar } from '#components/page/problem-bar.tsx'

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL },
})

type Props = {
  title: string
  /** The verb on the button that sends the form; Save unless given. */
  action?: string
  onSubmit: () => void
  onClose: () => void
  pending: boolean
  problem: unknown
  children: ReactNode
}

/** A form in a pane. What the service refused stands above the fields, and at those that it is about. */
export function FormPane({ title, action, onSubmit, onClose, pending, problem, children }: Props) {
  const styles = useStyles()
  const t = useTranslations('common')
  const id = useId()
  const submit = (event: FormEvent) => {
    // A dialog that this form opens has a form of its own, whose events pass here too.
    if (event.target !== event.currentTarget) return
    event.preventDefault()
    if (!pending) onSubmit()
  }
  const footer = (
    <>
      <Button
        type="submit"
        form={id}
        appearance="primary"
        disabledFocusable={pending}
        icon={pending ? <Spinner size="tiny" /> : null}
      >
        {action ?? t('save')}
      </Button>
      <Button onClick={onClose}>{t('cancel')}</Button>
    </>
  )
  return (
    <Pane title={title} onClose={onClose} footer={footer} holdsInput>
      <form id={id} noValidate onSubmit={submit} className={styles.form}>
        <ProblemBar problem={problem} />
        {children}
      </form>
    </Pane>
  )
}
