'use client'

import { makeStyles } from '@fluentui/react-components'
import { useTranslations } from 'use-intl/react'
import type { Skipped } from '#lib/deliveries/replays/view.ts'

const REASONS = ['removed', 'gone', 'sending', 'waiting'] as const

export const skippedIn = (skipped: Skipped) => REASONS.reduce((sum, reason) => sum + skipped[reason], 0)

const useStyles = makeStyles({ list: { margin: 0, paddingInlineStart: '1.25rem' } })

/** Why deliveries are not sent again, and how many for each reason. */
export function SkipReasons({ skipped }: { skipped: Skipped }) {
  const styles = useStyles()
  const t = useTranslations('replays')
  return (
    <ul className={styles.list}>
      {REASONS.filter(reason => skipped[reason] > 0).map(reason => (
        <li key={reason}>{t(`skipped.${reason}`, { count: skipped[reason] })}</li>
      ))}
    </ul>
  )
}
