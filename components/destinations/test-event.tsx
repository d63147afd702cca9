'use client'

import {
  Button,
  Field,
  Input,
  MessageBar,
  MessageBarBody,
  makeStyles,
  Spinner,
  tokens,
} from '@fluentui/react-components'
import { SendRegular } from '@fluentui/react-icons'
import { type FormEvent, useState } from 'react'
import { useFormatter, useTranslations } from 'use-intl/react'
import { send } from '#components/api.ts'
import { ProblemBar } from '#components/page/problem-bar.tsx'
import { usePaths } from '#components/power-automate/use-paths.ts'
import { useWrite } from '#components/use-write.ts'

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', alignItems: 'flex-start', gap: tokens.spacingVerticalS },
  field: { width: '100%' },
})

type Outcome = { outcome: string; statusCode?: number; durationMs: number; error?: string }

/** Sends one example callback to an address that is typed in, and says how it was answered. */
export function TestEvent({ destinationId }: { destinationId: string }) {
  const styles = useStyles()
  const t = useTranslations('destinations')
  const common = useTranslations('common')
  const paths = usePaths()
  const { write, pending, problem } = useWrite('form')
  const [notificationUrl, setNotificationUrl] = useState('')
  const [checked, setChecked] = useState(false)
  const [outcome, setOutcome] = useState<Outcome>()

  const isMissing = checked && notificationUrl.trim() === ''
  const test = async (event: FormEvent) => {
    event.preventDefault()
    setChecked(true)
    setOutcome(undefined)
    if (notificationUrl.trim() === '' || pending) return
    const body = { notificationUrl: notificationUrl.trim() }
    const call = () => send<Outcome>('POST', `${paths.destination(destinationId)}/test`, body)
    const result = await write(call, { changes: [] })
    if (result.ok) setOutcome(result.answer)
  }
  return (
    <form noValidate onSubmit={test} className={styles.form}>
      <ProblemBar problem={problem} />
      <Field
        className={styles.field}
        label={t('callbackAddress')}
        hint={t('testHint')}
        validationMessage={isMissing ? common('required') : problem?.fields.notificationUrl}
      >
        <Input
          type="url"
          value={notificationUrl}
          placeholder="https://"
          onChange={(_, { value }) => setNotificationUrl(value)}
        />
      </Field>
      <Button type="submit" icon={pending ? <Spinner size="tiny" /> : <SendRegular />} disabledFocusable={pending}>
        {t('sendTest')}
      </Button>
      {outcome && <OutcomeBar outcome={outcome} />}
    </form>
  )
}

function OutcomeBar({ outcome: { outcome, statusCode, durationMs, error } }: { outcome: Outcome }) {
  const t = useTranslations('destinations')
  const format = useFormatter()
  const duration = format.number(durationMs, { maximumFractionDigits: 0 })
  return (
    <MessageBar intent={outcome === 'delivered' ? 'success' : 'error'} layout="multiline">
      <MessageBarBody>
        {statusCode === undefined
          ? t('testFailed', { error: error ?? outcome })
          : t(outcome === 'delivered' ? 'testDelivered' : 'testAnswered', { statusCode: String(statusCode), duration })}
      </MessageBarBody>
    </MessageBar>
  )
}
