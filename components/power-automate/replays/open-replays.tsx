'use client'

import { Body1Strong, Caption1, makeStyles, ProgressBar, tokens } from '@fluentui/react-components'
import { useTranslations } from 'use-intl/react'
import { ReplayActions } from '#components/power-automate/replays/replay-actions.tsx'
import { ReplayNumbers } from '#components/power-automate/replays/replay-numbers.tsx'
import { ReplayStatus } from '#components/power-automate/replays/replay-status.tsx'
import { skippedIn } from '#components/power-automate/replays/skip-reasons.tsx'
import { useReplayName } from '#components/power-automate/replays/use-replay-words.ts'
import type { ReplayView } from '#lib/deliveries/replays/view.ts'

const useStyles = makeStyles({
  list: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalM,
    listStyleType: 'none',
    margin: 0,
    padding: 0,
  },
  card: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
    padding: tokens.spacingHorizontalL,
    backgroundColor: tokens.colorNeutralBackground1,
    borderRadius: tokens.borderRadiusMedium,
    boxShadow: tokens.shadow2,
  },
  head: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalM },
  name: { flexGrow: 1, overflowWrap: 'anywhere' },
  quiet: { color: tokens.colorNeutralForeground3 },
})

/** Replays that run or are paused, each with how far it is. */
export function OpenReplays({ replays }: { replays: ReplayView[] }) {
  const styles = useStyles()
  const t = useTranslations('replays')
  const nameOf = useReplayName()
  if (replays.length === 0) return null
  return (
    <ul className={styles.list} aria-label={t('underWay')}>
      {replays.map(replay => (
        <li key={replay.id} className={styles.card}>
          <div className={styles.head}>
            <Body1Strong className={styles.name}>{nameOf(replay)}</Body1Strong>
            <ReplayStatus status={replay.status} />
            <ReplayActions replay={replay} />
          </div>
          <ProgressBar
            aria-label={nameOf(replay)}
            thickness="large"
            max={replay.matched}
            value={Math.min(replay.matched, replay.sent + skippedIn(replay.skipped))}
          />
          <Caption1 className={styles.quiet}>
            <ReplayNumbers replay={replay} />
          </Caption1>
        </li>
      ))}
    </ul>
  )
}
