'use client'

import { Body1, makeStyles, Title1, tokens } from '@fluentui/react-components'
import { useFormatter } from 'use-intl/react'
import { numberFormat } from '#components/insights/number.ts'

const useStyles = makeStyles({
  root: { display: 'flex', alignItems: 'baseline', gap: tokens.spacingHorizontalS, margin: 0 },
  label: { color: tokens.colorNeutralForeground3 },
})

/** The number that a pane is about. */
export function Figure({ value, label }: { value: number | null | undefined; label: string }) {
  const styles = useStyles()
  const format = useFormatter()
  if (value === null || value === undefined) return null
  return (
    <p className={styles.root}>
      <Title1>{format.number(value, numberFormat(value))}</Title1>
      <Body1 className={styles.label}>{label}</Body1>
    </p>
  )
}
