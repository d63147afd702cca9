export type Point = { at: string; value: number }

export type Drawing = { line: string; last: { x: number; y: number }; least: number; most: number }

/**
 * Points, oldest first, drawn into a box as steps: a value holds until the next evaluation. A value that never changed
 * is a line through the middle.
 */
export function draw(points: Point[], width: number, height: number): Drawing | undefined {
  const first = points[0]
  const newest = points.at(-1)
  if (!first || !newest) return undefined
  const values = points.map(point => point.value)
  const least = Math.min(...values)
  const most = Math.max(...values)
  const start = Date.parse(first.at)
  const span = Date.parse(newest.at) - start
  const x = (at: string) => (span === 0 ? width : ((Date.parse(at) - start) / span) * width)
  const y = (value: number) => (most === least ? height / 2 : height - ((value - least) / (most - least)) * height)
  const steps = points.slice(1).map(point => `H${round(x(point.at))}V${round(y(point.value))}`)
  const line = `M0,${round(y(first.value))}${steps.join('')}${span === 0 ? `H${width}` : ''}`
  return { line, last: { x: round(x(newest.at)), y: round(y(newest.value)) }, least, most }
}

const DAY = 24 * 60 * 60 * 1000

/**
 * How much the value has changed in the last `days`: the latest against the one that held when they began, or against
 * the first where there was none yet. Undefined with nothing to compare.
 */
export function changeWithin(points: Point[], days: number, now: Date): number | undefined {
  const latest = points.at(-1)
  if (!latest || points.length < 2) return undefined
  const begin = now.getTime() - days * DAY
  const base = points.findLast(point => Date.parse(point.at) <= begin) ?? points[0]
  return base && latest.value - base.value
}

const round = (number: number) => Math.round(number * 10) / 10
