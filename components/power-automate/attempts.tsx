'use client'

import { Body1Strong, Caption1, makeStyles, tokens } from '@fluentui/react-components'
import { useTranslations } from 'use-intl/react'
import { Fact, Facts } from '#components/insights/facts.tsx'
import { StatusBadge, type Tone } from '#components/page/status-badge.tsx'
import { ExactTime } from '#components/page/time.tsx'
import { JsonText } from '#components/power-automate/json-text.tsx'
import { useDuration } from '#components/power-automate/use-duration.ts'
import type { AttemptView } from '#lib/deliveries/view.ts'
import type { Messages } from '#lib/i18n/messages.ts'

type Outcome = keyof Messages['powerAutomate']['attemptOutcome']

const TONES: Record<Outcome, Tone> = {
  delivered: 'success',
  retry: 'warning',
  failed: 'failure',
  gone: 'skipped',
  paused: 'paused',
  unknown: 'warning',
}

const useStyles = makeStyles({
  list: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM, margin: 0, padding: 0 },
  attempt: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
    padding: tokens.spacingHorizontalM,
    listStyleType: 'none',
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
  },
  head: { display: 'flex', flexWrap: 'wrap', justifyContent: 'space-between', gap: tokens.spacingHorizontalM },
})

/** Each attempt, the latest first. */
export function Attempts({ attempts }: { attempts: AttemptView[] }) {
  const styles = useStyles()
  const t = useTranslations('powerAutomate')
  if (attempts.length === 0) return t('noAttempts')
  return (
    <ol reversed className={styles.list}>
      {attempts.toReversed().map(attempt => (
        <li key={attempt.number} className={styles.attempt}>
          <Attempt attempt={attempt} />
        </li>
      ))}
    </ol>
  )
}

function Attempt({ attempt }: { attempt: AttemptView }) {
  const styles = useStyles()
  const t = useTranslations('powerAutomate')
  const duration = useDuration()
  const outcome = attempt.outcome as Outcome
  return (
    <>
      <div className={styles.head}>
        <Body1Strong>{t('attempt', { number: String(attempt.number) })}</Body1Strong>
        <StatusBadge tone={TONES[outcome]}>{t(`attemptOutcome.${outcome}`)}</StatusBadge>
      </div>
      {outcome === 'unknown' && <Caption1>{t('attemptOutcomeHint')}</Caption1>}
      {attempt.possibleDuplicate && <Caption1>{t('possibleDuplicate')}</Caption1>}
      <Facts>
        <Fact name={t('time')}>
          <ExactTime at={attempt.startedAt} />
        </Fact>
        <Fact name={t('duration')}>{attempt.durationMs !== undefined && duration(attempt.durationMs)}</Fact>
        <Fact name={t('statusCode')}>{attempt.statusCode}</Fact>
        <Fact name={t('error')}>{attempt.error}</Fact>
        <Fact name={t('runId')}>{attempt.runId}</Fact>
      </Facts>
      {attempt.response && <JsonText label={t('response')} value={attempt.response} />}
    </>
  )
}
