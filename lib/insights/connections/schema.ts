import { z } from 'zod'
import { ObjectName } from '#lib/insights/names.ts'

const Host = z.string().regex(/^[A-Za-z0-9.:_-]{1,253}$/, { error: 'must be the name or address of a host' })
const Name = z.string().min(1).max(128)
const Password = z.string().min(1).max(2000)
const Certificate = z
  .string()
  .max(50_000)
  .regex(/-----BEGIN CERTIFICATE-----/, { error: 'must be a certificate in PEM' })

export const NewConnection = z.object({
  name: ObjectName,
  host: Host,
  port: z.int().min(1).max(65535).default(5432),
  database: Name,
  username: Name,
  password: Password,
  tls: z.enum(['verify', 'off']).default('verify'),
  /** Of the authority, where it is none of the well-known ones. */
  caCertificate: Certificate.nullish(),
})
export type NewConnection = z.infer<typeof NewConnection>

/** What is left out stays; the password belongs to its host and has to be given again for another. */
export const ConnectionChange = z.object({
  host: Host.optional(),
  port: z.int().min(1).max(65535).optional(),
  database: Name.optional(),
  username: Name.optional(),
  password: Password.optional(),
  tls: z.enum(['verify', 'off']).optional(),
  caCertificate: Certificate.nullish(),
  /** Fixed; taken so that a whole object can be sent back. */
  name: z.string().optional(),
})
export type ConnectionChange = z.infer<typeof ConnectionChange>
