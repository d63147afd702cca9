import { z } from 'zod'
import { remember } from '#lib/remember.ts'

/** Thrown for a wrong or missing setting; the message is one line that names it. */
export class ConfigurationError extends Error {}

/** Hosts that flow engines are called back on: the default of `CALLBACK_HOSTS` (docs: connector guide). */
export const FLOW_ENGINE_HOSTS = [
  'logic.azure.com',
  'logic.azure.us',
  'logic.azure.cn',
  'environment.api.powerplatform.com',
  'azure-apihub.net',
  'azure-apim.net',
  'webhook.office.com',
  'hooks.zapier.com',
  'hook.make.com',
  'app.n8n.cloud',
]

/** What a host suffix looks like: whole labels, or `*` for any public host. */
export const HOST_SUFFIX = /^(\*|[a-z0-9-]+(\.[a-z0-9-]+)*)$/

const boolean = z.enum(['true', 'false'], { error: 'must be true or false' }).transform(value => value === 'true')
const days = (preset: number) =>
  z.coerce.number({ error: 'must be a whole number of days, 0 or more' }).int().min(0).max(36_500).default(preset)
const port = z.coerce.number({ error: 'must be a port from 1 to 65535' }).int().min(1).max(65535)

const Environment = z.object({
  PORT: port.default(3000),
  HOST: z.string().min(1).default('127.0.0.1'),
  APP_URL: z
    .string()
    .optional()
    .transform((value, context) => (value === undefined ? undefined : baseUrl(value, context))),
  DATA_DIR: z.string().min(1).default('.data'),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, { error: 'must start with postgresql://' })
    .optional(),
  SECRET_KEY: z
    .string()
    .refine(value => Buffer.from(value, 'base64').length === 32, { error: 'must be 32 bytes in base64' })
    .optional(),
  ADMIN_EMAIL: z.email({ error: 'must be an e-mail address' }).optional(),
  ADMIN_PASSWORD: z.string().min(12, { error: 'must have at least 12 characters' }).optional(),
  ADMIN_API_KEY: z.string().min(32, { error: 'must have at least 32 characters' }).optional(),
  SAMPLE_DATA: boolean.default(true),
  CALLBACK_HOSTS: z
    .string()
    .default(FLOW_ENGINE_HOSTS.join(','))
    .transform(value =>
      value
        .split(',')
        .map(host => host.trim().toLowerCase())
        .filter(Boolean),
    )
    .refine(hosts => hosts.every(host => HOST_SUFFIX.test(host)), {
      error: 'must be host suffixes separated by commas, or *',
    }),
  CALLBACK_ALLOW_PRIVATE: boolean.default(false),
  FLOW_SIMULATOR: z
    .string()
    .regex(/^http:/, { error: 'must start with http://' })
    .optional()
    .transform((value, context) => (value === undefined ? undefined : baseUrl(value, context))),
  API_RATE_LIMIT: z.coerce.number({ error: 'must be a whole number, 0 or more' }).int().min(0).default(100),
  SMTP_URL: z
    .string()
    .refine(isSmtpUrl, { error: 'must be a URL such as smtps://user:password@smtp.example.com' })
    .optional(),
  MAIL_FROM: z
    .string()
    .optional()
    .transform((value, context) => (value === undefined ? undefined : mailbox(value, context))),
  AUTO_PAUSE_DAYS: days(5),
  ORPHAN_DAYS: days(30),
  KEEP_DELIVERIES_DAYS: days(30),
  KEEP_HISTORY_DAYS: days(400),
  KEEP_AUDIT_DAYS: days(730),
  KEEP_WAITING_DAYS: days(0),
  AZURE_AD_CLIENT_ID: z.string().optional(),
  AZURE_AD_CLIENT_SECRET: z.string().optional(),
  AZURE_AD_TENANT_ID: z.string().optional(),
})

export type Mailbox = { name: string; address: string }

export type Config = Readonly<{
  port: number
  host: string
  /** Public base URL without a trailing slash. */
  appUrl: string
  dataDir: string
  databaseUrl: string | undefined
  secretKey: Buffer | undefined
  adminEmail: string | undefined
  adminPassword: string | undefined
  adminApiKey: string | undefined
  sampleData: boolean
  callbackHosts: string[]
  callbackAllowPrivate: boolean
  /** The origin at which the flow simulator listens; undefined: there is none. */
  flowSimulator: string | undefined
  /** Calls per 60 s and connection; 0 = no limit. */
  apiRateLimit: number
  /** Undefined: notices are told in the console alone. */
  mail: { smtpUrl: string; from: Mailbox } | undefined
  /** For how many days things are kept after they have ended; 0 = for ever. `waiting`: how long a delivery may wait. */
  /** Days until a subscription that keeps failing is paused, and until one whose flow is gone is removed; 0 = never. */
  patience: { autoPauseDays: number; orphanDays: number }
  keepDays: { deliveries: number; history: number; audit: number; waiting: number }
  entra: { clientId: string; clientSecret: string; tenantId: string } | undefined
}>

/**
 * Validates the settings of the process.
 * @throws ConfigurationError naming the first setting that is wrong, in one line.
 */
export function readConfig(environment: Record<string, string | undefined>): Config {
  // An empty variable is an unset one: that is how .env files and compose files leave one out.
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''))
  const result = Environment.safeParse(given)
  if (!result.success) {
    const issue = result.error.issues[0]
    throw new ConfigurationError(`${issue?.path.join('.')} ${issue?.message}`)
  }
  const env = result.data
  together(env, ['ADMIN_EMAIL', 'ADMIN_PASSWORD'])
  together(env, ['SMTP_URL', 'MAIL_FROM'])
  together(env, ['AZURE_AD_CLIENT_ID', 'AZURE_AD_CLIENT_SECRET', 'AZURE_AD_TENANT_ID'])
  if (env.DATABASE_URL && !env.SECRET_KEY) {
    throw new ConfigurationError(
      'SECRET_KEY is required with DATABASE_URL: 32 bytes in base64 (openssl rand -base64 32)',
    )
  }
  return Object.freeze({
    port: env.PORT,
    host: env.HOST,
    appUrl: env.APP_URL ?? `http://127.0.0.1:${env.PORT}`,
    dataDir: env.DATA_DIR,
    databaseUrl: env.DATABASE_URL,
    secretKey: env.SECRET_KEY ? Buffer.from(env.SECRET_KEY, 'base64') : undefined,
    adminEmail: env.ADMIN_EMAIL?.toLowerCase(),
    adminPassword: env.ADMIN_PASSWORD,
    adminApiKey: env.ADMIN_API_KEY,
    sampleData: env.SAMPLE_DATA,
    callbackHosts: env.CALLBACK_HOSTS,
    callbackAllowPrivate: env.CALLBACK_ALLOW_PRIVATE,
    flowSimulator: env.FLOW_SIMULATOR,
    apiRateLimit: env.API_RATE_LIMIT,
    mail: env.SMTP_URL && env.MAIL_FROM ? { smtpUrl: env.SMTP_URL, from: env.MAIL_FROM } : undefined,
    patience: { autoPauseDays: env.AUTO_PAUSE_DAYS, orphanDays: env.ORPHAN_DAYS },
    keepDays: {
      deliveries: env.KEEP_DELIVERIES_DAYS,
      history: env.KEEP_HISTORY_DAYS,
      audit: env.KEEP_AUDIT_DAYS,
      waiting: env.KEEP_WAITING_DAYS,
    },
    entra:
      env.AZURE_AD_CLIENT_ID && env.AZURE_AD_CLIENT_SECRET && env.AZURE_AD_TENANT_ID
        ? {
            clientId: env.AZURE_AD_CLIENT_ID,
            clientSecret: env.AZURE_AD_CLIENT_SECRET,
            tenantId: env.AZURE_AD_TENANT_ID,
          }
        : undefined,
  })
}

/** The settings of this process; the only reader of process.env. */
export const config = (): Config => remember('config', () => readConfig(process.env))

function together(env: Record<string, unknown>, names: string[]) {
  const missing = names.filter(name => env[name] === undefined)
  if (missing.length > 0 && missing.length < names.length) {
    const given = names.find(name => env[name] !== undefined)
    throw new ConfigurationError(`${missing[0]} is missing: it is required with ${given}`)
  }
}

function baseUrl(value: string, context: z.RefinementCtx): string {
  const url = URL.canParse(value) ? new URL(value) : undefined
  if (!url || !/^https?:$/.test(url.protocol) || url.search || url.hash || url.username || url.pathname !== '/') {
    context.addIssue('must be a base URL such as https://highwater.example.com')
    return z.NEVER
  }
  return url.origin
}

function isSmtpUrl(value: string): boolean {
  const url = URL.canParse(value) ? new URL(value) : undefined
  return url !== undefined && /^smtps?:$/.test(url.protocol) && url.hostname !== '' && /^\/?$/.test(url.pathname)
}

/** `Name <address>`, or the address alone. */
function mailbox(value: string, context: z.RefinementCtx): Mailbox {
  const [, name = '', address = ''] = value.match(/^(?:"?([^"<>\r\n]*?)"?\s*<([^<>]+)>)$/) ?? ['', '', value]
  if (!z.email().safeParse(address).success) {
    context.addIssue('must be an e-mail address, or a name with one: Highwater <highwater@example.com>')
    return z.NEVER
  }
  return { name, address }
}
