'use client'

import { Body1Strong, Caption1, makeStyles, tokens } from '@fluentui/react-components'
import { ArrowRepeatAllRegular } from '@fluentui/react-icons'
import { useTranslations } from 'use-intl/react'
import { EmptyState } from '#components/page/empty-state.tsx'
import { Pane } from '#components/page/pane.tsx'
import { ExactTime } from '#components/page/time.tsx'
import { ReplayNumbers } from '#components/power-automate/replays/replay-numbers.tsx'
import { ReplayStatus } from '#components/power-automate/replays/replay-status.tsx'
import { SkipReasons, skippedIn } from '#components/power-automate/replays/skip-reasons.tsx'
import { useReplayName } from '#components/power-automate/replays/use-replay-words.ts'
import type { ReplayView } from '#lib/deliveries/replays/view.ts'

const useStyles = makeStyles({
  list: { listStyleType: 'none', margin: 0, padding: 0 },
  item: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalXXS,
    padding: `${tokens.spacingVerticalM} 0`,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  head: { display: 'flex', flexWrap: 'wrap', justifyContent: 'space-between', gap: tokens.spacingHorizontalM },
  name: { overflowWrap: 'anywhere' },
  quiet: { color: tokens.colorNeutralForeground3 },
})

/** The latest replays, how each went, and why some deliveries were left out. */
export function RecentReplays({ replays, onClose }: { replays: ReplayView[]; onClose: () => void }) {
  const styles = useStyles()
  const t = useTranslations('replays')
  const nameOf = useReplayName()
  return (
    <Pane title={t('recent')} onClose={onClose}>
      {replays.length === 0 && (
        <EmptyState icon={<ArrowRepeatAllRegular />} title={t('noneTitle')}>
          {t('none')}
        </EmptyState>
      )}
      <ul className={styles.list}>
        {replays.map(replay => (
          <li key={replay.id} className={styles.item}>
            <div className={styles.head}>
              <Body1Strong className={styles.name}>{nameOf(replay)}</Body1Strong>
              <ReplayStatus status={replay.status} />
            </div>
            <Caption1 className={styles.quiet}>
              <ExactTime at={replay.createdAt} />
            </Caption1>
            <Caption1 className={styles.quiet}>
              <ReplayNumbers replay={replay} />
            </Caption1>
            {skippedIn(replay.skipped) > 0 && <SkipReasons skipped={replay.skipped} />}
          </li>
        ))}
      </ul>
    </Pane>
  )
}
