'use client'

import { Body1, Caption1, Link, makeStyles, Subtitle2, Title1, tokens } from '@fluentui/react-components'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl/react'
import { RelativeTime } from '#components/page/time.tsx'

const useStyles = makeStyles({
  list: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(100%, 15rem), 1fr))',
    gap: tokens.spacingHorizontalL,
    listStyleType: 'none',
    margin: 0,
    padding: 0,
  },
  card: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalXS,
    padding: tokens.spacingHorizontalL,
    backgroundColor: tokens.colorNeutralBackground1,
    borderRadius: tokens.borderRadiusMedium,
    boxShadow: tokens.shadow2,
    overflowWrap: 'anywhere',
  },
  name: { margin: 0 },
  quiet: { color: tokens.colorNeutralForeground3 },
  value: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalM, padding: '8px 0' },
  icon: {
    display: 'grid',
    placeItems: 'center',
    width: '44px',
    height: '44px',
    flexShrink: 0,
    fontSize: '24px',
    color: tokens.colorBrandForeground1,
    backgroundColor: tokens.colorBrandBackground2,
    borderRadius: tokens.borderRadiusMedium,
  },
  number: { display: 'flex', flexDirection: 'column', fontVariantNumeric: 'tabular-nums' },
  none: { margin: 0, color: tokens.colorNeutralForeground2 },
})

export const Cards = ({ children }: { children: ReactNode }) => <ul className={useStyles().list}>{children}</ul>

/** Where there are no cards yet. */
export const NoCards = ({ children }: { children: ReactNode }) => (
  <Body1 as="p" className={useStyles().none}>
    {children}
  </Body1>
)

type Props = {
  name: string
  href: string
  /** When the number was computed. */
  at: string | null
  icon: ReactNode
  value: string | undefined
  unit?: string
  note?: ReactNode
}

/** A thing and its number. */
export function ValueCard({ name, href, at, icon, value, unit, note }: Props) {
  const styles = useStyles()
  const t = useTranslations('home')
  return (
    <li className={styles.card}>
      <Subtitle2 as="h3" className={styles.name}>
        <Link href={href}>{name}</Link>
      </Subtitle2>
      <Caption1 className={styles.quiet}>
        {at === null ? t('notEvaluated') : t.rich('lastUpdated', { time: () => <RelativeTime at={at} /> })}
      </Caption1>
      <span className={styles.value}>
        <span className={styles.icon} aria-hidden>
          {icon}
        </span>
        <span className={styles.number}>
          <Title1>{value ?? '–'}</Title1>
          {unit && <Caption1>{unit}</Caption1>}
        </span>
      </span>
      {note && <Caption1 className={styles.quiet}>{note}</Caption1>}
    </li>
  )
}
