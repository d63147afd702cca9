'use client'

import { makeStyles, tokens } from '@fluentui/react-components'
import { draw, type Point } from '#components/history/points.ts'

const WIDTH = 480
const HEIGHT = 72
const MARGIN = 6

const useStyles = makeStyles({
  picture: { display: 'block', width: '100%', height: 'auto', overflow: 'visible' },
  line: { fill: 'none', stroke: tokens.colorBrandStroke1, strokeWidth: '2px', vectorEffect: 'non-scaling-stroke' },
  last: { fill: tokens.colorBrandStroke1 },
})

/** The course of a value. `label` says in words what the line shows. */
export function Sparkline({ points, label }: { points: Point[]; label: string }) {
  const styles = useStyles()
  const drawing = draw(points, WIDTH, HEIGHT)
  if (!drawing) return null
  const box = `${-MARGIN} ${-MARGIN} ${WIDTH + 2 * MARGIN} ${HEIGHT + 2 * MARGIN}`
  return (
    <svg role="img" aria-label={label} viewBox={box} className={styles.picture}>
      <path d={drawing.line} className={styles.line} />
      <circle cx={drawing.last.x} cy={drawing.last.y} r={4} className={styles.last} />
    </svg>
  )
}
