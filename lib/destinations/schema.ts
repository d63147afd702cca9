import { z } from 'zod'
import { DESTINATION_KINDS } from '#lib/destinations/catalogue.ts'

const displayName = z.string().trim().min(1).max(100)

export const NewDestination = z.object({
  kind: z.enum(DESTINATION_KINDS),
  displayName,
  consent: z.literal(true, { error: 'must be true: an administrator has to agree' }),
  /** The language in which the text was read. */
  locale: z.enum(['en', 'nl']).default('en'),
})

export const DestinationChange = z.object({ displayName })
