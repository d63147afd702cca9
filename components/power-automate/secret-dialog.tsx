'use client'

import {
  Body1,
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Field,
  makeStyles,
  Select,
  tokens,
} from '@fluentui/react-components'
import { useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { send } from '#components/api.ts'
import { CopyField } from '#components/page/copy-field.tsx'
import { FormDialog } from '#components/page/form-dialog.tsx'
import { ReturnFocus } from '#components/page/return-focus.tsx'
import { ExactTime } from '#components/page/time.tsx'
import { usePaths } from '#components/power-automate/use-paths.ts'
import { useWrite } from '#components/use-write.ts'

const OVERLAP_HOURS = [0, 1, 24, 72, 168]
const PRESET = 24

type Rotated = { secret: string; previousSecretUntil?: string }

/** Makes a new signing secret, then shows it this once. */
export function SecretDialog({ hookId, onClose }: { hookId: string; onClose: () => void }) {
  const t = useTranslations('powerAutomate')
  const paths = usePaths()
  const { write, pending, problem } = useWrite('form')
  const [hours, setHours] = useState(PRESET)
  const [rotated, setRotated] = useState<Rotated>()
  if (rotated) return <NewSecret rotated={rotated} onClose={onClose} />

  const rotate = async () => {
    const call = () => send<Rotated>('POST', `${paths.hook(hookId)}/secret`, { overlapHours: hours })
    const written = await write(call, { changes: [paths.hooks] })
    if (written.ok) setRotated(written.answer)
  }
  const words = (hours: number) => (hours > 24 ? t('overlapDays', { days: hours / 24 }) : t('overlapHours', { hours }))
  return (
    <FormDialog
      title={t('rotateSecret')}
      action={t('rotateSecret')}
      onSubmit={rotate}
      onClose={onClose}
      pending={pending}
      problem={problem}
    >
      <Body1>{t('rotateSecretText')}</Body1>
      <Field label={t('overlap')}>
        <Select value={String(hours)} onChange={(_, { value }) => setHours(Number(value))}>
          {OVERLAP_HOURS.map(hours => (
            <option key={hours} value={hours}>
              {words(hours)}
            </option>
          ))}
        </Select>
      </Field>
    </FormDialog>
  )
}

const useStyles = makeStyles({
  content: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalM,
    paddingBottom: tokens.spacingVerticalM,
  },
})

/** Closed by its button alone: what it shows cannot be seen again. */
function NewSecret({ rotated, onClose }: { rotated: Rotated; onClose: () => void }) {
  const styles = useStyles()
  const t = useTranslations('powerAutomate')
  const common = useTranslations('common')
  const { secret, previousSecretUntil } = rotated
  return (
    <Dialog modalType="alert" open>
      <DialogSurface>
        <ReturnFocus />
        <DialogBody>
          <DialogTitle>{t('newSecret')}</DialogTitle>
          <DialogContent className={styles.content}>
            <Body1>{t('secretShownOnce')}</Body1>
            <CopyField label={t('newSecret')} value={secret} />
            <Body1>
              {previousSecretUntil ? (
                <>
                  {t('oldSecretUntil')} <ExactTime at={previousSecretUntil} />.
                </>
              ) : (
                t('oldSecretEnded')
              )}
            </Body1>
          </DialogContent>
          <DialogActions>
            <Button appearance="primary" onClick={onClose}>
              {common('close')}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  )
}
