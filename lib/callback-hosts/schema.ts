import { z } from 'zod'
import { HOST_SUFFIX } from '#lib/config.ts'

const Host = z
  .string()
  .trim()
  .toLowerCase()
  .max(253)
  .regex(HOST_SUFFIX, { error: 'must be a host name such as flows.example.com, or *' })

export const CallbackHost = z.object({ host: Host })
