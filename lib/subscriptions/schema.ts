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

export const HookStatusChange = z.object({ status: z.enum(['active', 'paused']) })

/** For how many hours the old secret signs beside the new one; a day, as Standard Webhooks suggests. */
export const SecretRotation = z.object({ overlapHours: z.number().int().min(0).max(168).default(24) })

export const HookFilter = {
  trigger: z.enum(triggerNames as [Trigger, ...Trigger[]]).optional(),
  status: z.enum(['active', 'failing', 'paused', 'gone']).optional(),
}
