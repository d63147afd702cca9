'use client'

import { makeStyles, tokens } from '@fluentui/react-components'
import type { ReactNode } from 'react'

const useStyles = makeStyles({
  list: {
    display: 'grid',
    gridTemplateColumns: 'minmax(8rem, max-content) minmax(0, 1fr)',
    columnGap: tokens.spacingHorizontalL,
    rowGap: tokens.spacingVerticalS,
    margin: 0,
  },
  term: { color: tokens.colorNeutralForeground3 },
  fact: { margin: 0, overflowWrap: 'anywhere' },
})

/** What is known of a thing. */
export const Facts = ({ children }: { children: ReactNode }) => <dl className={useStyles().list}>{children}</dl>

/** One thing that is known; nothing where it is not. */
export function Fact({ name, children }: { name: string; children: ReactNode }) {
  const styles = useStyles()
  if (children === null || children === undefined || children === '' || children === false) return null
  return (
    <>
      <dt className={styles.term}>{name}</dt>
      <dd className={styles.fact}>{children}</dd>
    </>
  )
}
