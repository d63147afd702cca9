'use client'

import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import {
  ArrowSyncCircleFilled,
  CheckmarkCircleFilled,
  CircleFilled,
  ClockFilled,
  DismissCircleFilled,
  PauseCircleFilled,
  SubtractCircleFilled,
  WarningFilled,
} from '@fluentui/react-icons'
import type { ComponentType, ReactNode } from 'react'

const ICONS = {
  success: CheckmarkCircleFilled,
  warning: WarningFilled,
  failure: DismissCircleFilled,
  running: ArrowSyncCircleFilled,
  waiting: ClockFilled,
  paused: PauseCircleFilled,
  skipped: SubtractCircleFilled,
  neutral: CircleFilled,
} satisfies Record<string, ComponentType>

export type Tone = keyof typeof ICONS

const useStyles = makeStyles({
  root: {
    display: 'inline-flex',
    alignItems: 'center',
    verticalAlign: 'middle',
    gap: tokens.spacingHorizontalXS,
    whiteSpace: 'nowrap',
  },
  icon: { fontSize: '18px', flexShrink: 0 },
  success: { color: tokens.colorStatusSuccessForeground1 },
  warning: { color: tokens.colorStatusWarningForeground1 },
  failure: { color: tokens.colorStatusDangerForeground1 },
  running: { color: tokens.colorBrandForeground1 },
  waiting: { color: tokens.colorNeutralForeground3 },
  paused: { color: tokens.colorStatusWarningForeground1 },
  skipped: { color: tokens.colorNeutralForeground3 },
  neutral: { color: tokens.colorNeutralForeground3 },
})

/** A status as an icon and a word: never by colour alone. */
export function StatusBadge({ tone, children }: { tone: Tone; children: ReactNode }) {
  const styles = useStyles()
  const Icon = ICONS[tone]
  return (
    <span className={styles.root}>
      <Icon aria-hidden className={mergeClasses(styles.icon, styles[tone])} />
      <span>{children}</span>
    </span>
  )
}
