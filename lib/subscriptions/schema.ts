import { z } from 'zod'
import { type Parameter, TRIGGERS, type Trigger, triggerNames } from '#lib/triggers/catalogue.ts'
import { ExecutionStatus } from '#prisma/generated/enums.ts'

const name = z.string().min(1).max(200)

const PARAMETERS = {
  dataSourceId: z.uuid().optional(),
  onlyOnStateChange: z.boolean().optional(),
  segmentName: name,
  measureName: name,
  threshold: z.number().optional(),
  submissionKind: z.enum(['onDemand', 'scheduled', 'external']).optional(),
  status: z.enum(ExecutionStatus).optional(),
} satisfies Record<Parameter, z.ZodType>

/** What a subscription to this trigger must send: the callback address and the trigger's own parameters. */
export const hookBody = (trigger: Trigger) =>
  z.object({
    notificationUrl: z.string().min(1),
    ...Object.fromEntries(TRIGGERS[trigger].parameters.map(parameter => [parameter, PARAMETERS[parameter]])),
  }) as unknown as z.ZodType<NewHook>

export type NewHook = {
  notificationUrl: string
  dataSourceId?: string
  onlyOnStateChange?: boolean
  segmentName?: string
  measureName?: string
  threshold?: number
  submissionKind?: 'onDemand' | 'scheduled' | 'external'
  status?: ExecutionStatus
}

const MAX_CALLBACKS_PER_SECOND = 10_000
const MAX_AGE_HOURS = 24 * 365 * 10
const catchUp = z.enum(['all', 'latest', 'none'])
const maxAgeHours = z.number().positive().max(MAX_AGE_HOURS)

export const HookPatch = z
  .object({
    status: z.enum(['active', 'paused']).optional(),
    catchUp: catchUp.optional(),
    maxAgeHours: maxAgeHours.optional(),
    ownerId: z.uuid().optional(),
    rateLimit: z.number().int().min(1).max(MAX_CALLBACKS_PER_SECOND).nullable().optional(),
  })
  .refine(
    ({ status, ownerId, rateLimit }) => [status, ownerId, rateLimit].some(value => value !== undefined),
    'status, ownerId or rateLimit is required',
  )
  .refine(
    ({ status, catchUp, maxAgeHours }) => status === 'active' || (catchUp === undefined && maxAgeHours === undefined),
    'catchUp and maxAgeHours go with status active',
  )
  .transform(({ status, ownerId, rateLimit, catchUp = 'all', maxAgeHours }) => ({
    status,
    ownerId,
    rateLimit,
    catchUp: { catchUp, maxAgeHours },
  }))

/** A choice to look at before it is made; numbers of a query come as text. */
export const CatchUpQuery = z.object({
  catchUp: catchUp.default('all'),
  maxAgeHours: z.coerce.number().pipe(maxAgeHours).optional(),
})

/** Only these can be removed all at once. */
export const GoneOnly = z.object({ status: z.literal('gone') })

/** For how many hours the old secret signs beside the new one; a day, as Standard Webhooks suggests. */
export const SecretRotation = z.object({ overlapHours: z.number().int().min(0).max(168).default(24) })

export const HookFilter = {
  trigger: z.enum(triggerNames as [Trigger, ...Trigger[]]).optional(),
  status: z.enum(['active', 'failing', 'paused', 'gone']).optional(),
  /** Only those for which a reason other than their status is known. */
  cannotFire: z.literal('true').optional(),
}
