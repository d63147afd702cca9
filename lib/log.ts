import { pino } from 'pino'
import { remember } from '#lib/remember.ts'

/** JSON lines on stdout. Secrets are never handed to it: callback URLs, keys and tokens have no place in a log. */
export const log = remember('log', () =>
  pino({
    level: process.env.LOG_LEVEL ?? 'info',
    base: null,
    redact: { paths: ['callbackUrl', '*.callbackUrl'], remove: true },
  }),
)
