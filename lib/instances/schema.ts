import { z } from 'zod'
import { Email, PersonName } from '#lib/people/schema.ts'

export const Role = z.enum(['Admin', 'Contributor', 'Viewer'])

export const InstanceName = z.object({ name: z.string().trim().min(1).max(100) })
export const NewMember = z.object({ email: Email, name: PersonName, role: Role })
export const MemberChange = z
  .object({
    role: Role.optional(),
    isDeploymentAdministrator: z.boolean().optional(),
    isDisabled: z.boolean().optional(),
  })
  .refine(change => Object.values(change).some(value => value !== undefined), 'one member to change is required')
