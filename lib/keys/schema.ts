import { z } from 'zod'
import { Role } from '#lib/instances/schema.ts'

export const NewKey = z.object({ name: z.string().trim().min(1).max(100), role: Role })
