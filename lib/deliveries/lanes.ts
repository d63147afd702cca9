import type { DeliveryLane } from '#prisma/generated/enums.ts'

/** In the order in which they are served: what is new goes before what failed, and that before what is sent anew. */
export const LANES = ['first', 'retry', 'replay'] as const satisfies DeliveryLane[]

export type Lane = (typeof LANES)[number]
export type PerLane<T> = Record<Lane, T>

/** How many attempts may be under way at once, and how many of them only a lane's own. */
export type Capacity = { cap: number; reserved: PerLane<number> }

export const perLane = <T>(of: () => T): PerLane<T> => ({ first: of(), retry: of(), replay: of() })

/** How many attempts more of a lane may begin: what is free, less what other lanes have reserved and do not use. */
export function roomFor(lane: Lane, underWay: PerLane<number>, { cap, reserved }: Capacity): number {
  let room = cap
  for (const each of LANES) room -= each === lane ? underWay[each] : Math.max(underWay[each], reserved[each])
  return Math.max(0, room)
}
