'use client'

import { Body1, makeStyles, Subtitle1, tokens } from '@fluentui/react-components'
import type { ReactNode } from 'react'

const useStyles = makeStyles({
  root: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    gap: tokens.spacingVerticalM,
    padding: `${tokens.spacingVerticalXXXL} ${tokens.spacingHorizontalL}`,
    textAlign: 'center',
    backgroundColor: tokens.colorNeutralBackground1,
    borderRadius: tokens.borderRadiusMedium,
    boxShadow: tokens.shadow2,
  },
  icon: { fontSize: '40px', lineHeight: 0, color: tokens.colorBrandForeground1 },
  text: { maxWidth: '60ch', textAlign: 'center', color: tokens.colorNeutralForeground2 },
  title: { margin: 0, textAlign: 'center' },
})

type Props = { icon: ReactNode; title?: string; children: ReactNode; action?: ReactNode }

/** Where there is nothing yet: what belongs here, and how to get the first one. */
export function EmptyState({ icon, title, children, action }: Props) {
  const styles = useStyles()
  return (
    <div className={styles.root}>
      <span className={styles.icon} aria-hidden>
        {icon}
      </span>
      {title && (
        <Subtitle1 as="h2" className={styles.title}>
          {title}
        </Subtitle1>
      )}
      <Body1 className={styles.text}>{children}</Body1>
      {action}
    </div>
  )
}
