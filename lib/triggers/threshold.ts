export type Direction = 'above' | 'below'

export type ThresholdState = {
  value: number
  direction: Direction
  /** How far the value must fall back past the threshold before it can be crossed again. */
  rearmMargin: number
  cooldownSeconds: number
  /** Whether the next value beyond the threshold is a crossing; null before the object has had a value. */
  armed: boolean | null
  lastCrossedAt: Date | null
}

/** What a new value does to a threshold (design §1): pure, so that the studio and the tests can run it over any history. */
export function cross(threshold: ThresholdState, current: number, at: Date): { crossed: boolean; armed: boolean } {
  const { armed } = threshold
  if (armed === null) return { crossed: false, armed: isArmedAt(threshold, current) }
  if (!armed) return { crossed: false, armed: hasFallenBack(threshold, current) }
  if (!isBeyond(threshold, current)) return { crossed: false, armed: true }
  return { crossed: !isCoolingDown(threshold, at), armed: false }
}

/** Whether a threshold that starts from this value is armed: only a value that is not yet beyond it can cross. */
export const isArmedAt = (threshold: Pick<ThresholdState, 'value' | 'direction'>, current: number) =>
  !isBeyond(threshold, current)

// Equal is not above, and not below.
const isBeyond = ({ value, direction }: Pick<ThresholdState, 'value' | 'direction'>, current: number) =>
  direction === 'above' ? current > value : current < value

const hasFallenBack = ({ value, direction, rearmMargin }: ThresholdState, current: number) =>
  direction === 'above' ? current <= value - rearmMargin : current >= value + rearmMargin

const isCoolingDown = ({ lastCrossedAt, cooldownSeconds }: ThresholdState, at: Date) =>
  lastCrossedAt !== null && at.getTime() - lastCrossedAt.getTime() < cooldownSeconds * 1000
