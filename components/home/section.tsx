'use client'

import { Link, makeStyles, Subtitle2, tokens } from '@fluentui/react-components'
import { type ReactNode, useId } from 'react'

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM, marginTop: tokens.spacingVerticalM },
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    justifyContent: 'space-between',
    alignItems: 'baseline',
    gap: tokens.spacingHorizontalL,
  },
  title: { margin: 0 },
})

type Props = { title: string; all?: { title: string; href: string }; children: ReactNode }

/** A part of the home page. */
export function Section({ title, all, children }: Props) {
  const styles = useStyles()
  const id = useId()
  return (
    <section className={styles.root} aria-labelledby={id}>
      <div className={styles.head}>
        <Subtitle2 as="h2" id={id} className={styles.title}>
          {title}
        </Subtitle2>
        {all && <Link href={all.href}>{all.title}</Link>}
      </div>
      {children}
    </section>
  )
}
