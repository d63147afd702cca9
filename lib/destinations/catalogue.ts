/** What can be set up as an export destination, in the order of the tiles. Names and texts are in lib/i18n. */
export const DESTINATION_KINDS = ['powerAutomate'] as const

export type DestinationKind = (typeof DESTINATION_KINDS)[number]
