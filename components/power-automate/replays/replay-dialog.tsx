'use client'

import { Body1, Field, Select, Spinner } from '@fluentui/react-components'
import { useState } from 'react'
import useSWR from 'swr'
import { useTranslations } from 'use-intl/react'
import { type ApiProblem, send } from '#components/api.ts'
import { FormDialog } from '#components/page/form-dialog.tsx'
import { Preview } from '#components/power-automate/replays/preview.tsx'
import { useAbout } from '#components/power-automate/replays/use-replay-words.ts'
import { usePaths } from '#components/power-automate/use-paths.ts'
import { useWrite } from '#components/use-write.ts'
import type { Selection } from '#lib/deliveries/replays/selection.ts'
import type { ReplayPreview } from '#lib/deliveries/replays/view.ts'

const RATES = [1, 10, 50, 150, 500, 1000]
const PRESET = 50

type Props = { selection: Selection; onClose: () => void; onStarted: () => void }

/** Says what a replay would do, and starts it. */
export function ReplayDialog({ selection, onClose, onStarted }: Props) {
  const t = useTranslations('replays')
  const paths = usePaths()
  const [perSecond, setPerSecond] = useState(PRESET)
  const body = { ...selection, perSecond }
  const { data: preview, error } = useSWR<ReplayPreview, ApiProblem>(
    [`${paths.replays}/preview`, body],
    () => send('POST', `${paths.replays}/preview`, body),
    { keepPreviousData: true },
  )
  const { write, pending, problem } = useWrite('form')
  const start = async () => {
    const changes = [paths.allDeliveries]
    const { ok } = await write(() => send('POST', paths.replays, body), { done: t('started'), changes })
    if (ok) onStarted()
  }
  return (
    <FormDialog
      title={t('title')}
      action={t('start')}
      onSubmit={start}
      onClose={onClose}
      pending={pending || !preview || preview.toSend === 0}
      problem={problem ?? error}
    >
      {!preview && !error && <Spinner label={t('counting')} />}
      {preview && <Preview preview={preview} />}
      {preview && preview.toSend > 0 && (
        <Field label={t('rate')}>
          <Select value={String(perSecond)} onChange={(_, { value }) => setPerSecond(Number(value))}>
            {RATES.map(rate => (
              <option key={rate} value={rate}>
                {t('perSecond', { count: rate })}
              </option>
            ))}
          </Select>
        </Field>
      )}
      {preview && preview.toSend > 0 && <Duration seconds={preview.estimatedSeconds} />}
    </FormDialog>
  )
}

function Duration({ seconds }: { seconds: number }) {
  const t = useTranslations('replays')
  const about = useAbout()
  return (
    <Body1 role="status">
      {t('takes', { time: about(seconds) })} {t('fresh')}
    </Body1>
  )
}
