import { config } from '#lib/config.ts'
import type { Policy } from '#lib/network/policy.ts'

/** What sources may be read from: any public host, and private ones where CALLBACK_ALLOW_PRIVATE says so. */
export const sourcePolicy = (): Policy => ({
  hosts: ['*'],
  allowPrivate: config().callbackAllowPrivate,
  self: config().appUrl,
})
