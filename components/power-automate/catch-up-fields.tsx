'use client'

import { Field, makeStyles, Radio, RadioGroup, Select, Text, tokens } from '@fluentui/react-components'
import useSWR from 'swr'
import { useFormatter, useTranslations } from 'use-intl/react'
import type { ApiProblem } from '#components/api.ts'
import { ProblemBar } from '#components/page/problem-bar.tsx'
import { useRoughDuration } from '#components/power-automate/use-duration.ts'
import { usePaths } from '#components/power-automate/use-paths.ts'
import type { CatchUp, CatchUpChoice } from '#lib/subscriptions/catch-up.ts'
import type { KeptView } from '#lib/subscriptions/kept.ts'

const CHOICES: CatchUpChoice[] = ['all', 'latest', 'none']
const AGES = [1, 6, 24, 7 * 24, 30 * 24]

const useStyles = makeStyles({ quiet: { color: tokens.colorNeutralForeground3 }, outcome: { minHeight: '3lh' } })

type Props = { hookId: string; value: CatchUp; onChange: (choice: CatchUp) => void }

/** What becomes of the events that were kept, with what each choice would do. */
export function CatchUpFields({ hookId, value, onChange }: Props) {
  const styles = useStyles()
  const t = useTranslations('subscriptionCare')
  const format = useFormatter()
  const duration = useRoughDuration()
  const { data: preview, error } = useSWR<KeptView, ApiProblem>(usePaths().kept(hookId, value), {
    keepPreviousData: true,
  })
  return (
    <>
      <ProblemBar problem={error} />
      {preview?.oldest && (
        <Text>
          {t('kept', {
            count: preview.kept,
            oldest: format.dateTime(new Date(preview.oldest), { dateStyle: 'medium', timeStyle: 'short' }),
          })}
        </Text>
      )}
      <Field label={t('choice')}>
        <RadioGroup
          value={value.catchUp}
          onChange={(_, data) => onChange({ ...value, catchUp: data.value as CatchUpChoice })}
        >
          {CHOICES.map(each => (
            <Radio
              key={each}
              value={each}
              label={
                <>
                  {t(`choices.${each}`)}
                  <br />
                  <small className={styles.quiet}>{t(`choiceHint.${each}`)}</small>
                </>
              }
            />
          ))}
        </RadioGroup>
      </Field>
      {value.catchUp !== 'none' && (
        <Field label={t('age')}>
          <Select
            value={String(value.maxAgeHours ?? '')}
            onChange={(_, data) => onChange({ ...value, maxAgeHours: Number(data.value) || undefined })}
          >
            <option value="">{t('anyAge')}</option>
            {AGES.map(hours => (
              <option key={hours} value={hours}>
                {t('noOlderThan', { age: duration(hours * 3600) })}
              </option>
            ))}
          </Select>
        </Field>
      )}
      <div role="status" className={styles.outcome}>
        {preview && <Outcome preview={preview} />}
      </div>
    </>
  )
}

function Outcome({ preview: { sent, cancelled, rateLimit, estimatedSeconds } }: { preview: KeptView }) {
  const t = useTranslations('subscriptionCare')
  const format = useFormatter()
  const duration = useRoughDuration()
  return (
    <Text>
      {t('outcome', { sent, canceled: cancelled })}{' '}
      {sent > 0 &&
        (rateLimit !== undefined && estimatedSeconds !== undefined
          ? t('takes', { duration: duration(estimatedSeconds), rate: format.number(rateLimit) })
          : t('noLimit'))}
    </Text>
  )
}
