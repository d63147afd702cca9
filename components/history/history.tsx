'use client'

import { Body1, Caption1, makeStyles, tokens } from '@fluentui/react-components'
import { useFormatter, useTranslations } from 'use-intl/react'
import { draw, type Point } from '#components/history/points.ts'
import { Sparkline } from '#components/history/sparkline.tsx'

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS },
  ends: { display: 'flex', justifyContent: 'space-between', color: tokens.colorNeutralForeground3 },
})

type Props = { name: string; points: Point[]; days: number }

/** How a count or value went, drawn and in words. Points are oldest first. */
export function History({ name, points, days }: Props) {
  const styles = useStyles()
  const t = useTranslations('insights')
  const format = useFormatter()
  const [first, last] = [points[0], points.at(-1)]
  const range = draw(points, 1, 1)
  if (!first || !last || !range) return <Body1>{t('noHistory')}</Body1>
  const number = (value: number) => format.number(value, { maximumFractionDigits: 4 })
  const day = (at: string) => format.dateTime(new Date(at), { dateStyle: 'medium' })
  const label = t('historyOf', {
    name,
    days,
    first: number(first.value),
    last: number(last.value),
    least: number(range.least),
    most: number(range.most),
    count: points.length,
  })
  return (
    <div className={styles.root}>
      <Sparkline points={points} label={label} />
      <div className={styles.ends}>
        <Caption1>{day(first.at)}</Caption1>
        <Caption1>
          {range.least === range.most
            ? t('unchanged', { value: number(range.most) })
            : t('between', { least: number(range.least), most: number(range.most) })}
        </Caption1>
        <Caption1>{day(last.at)}</Caption1>
      </div>
    </div>
  )
}
