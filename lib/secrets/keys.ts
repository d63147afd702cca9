import { createHmac, hkdfSync } from 'node:crypto'
import { config } from '#lib/config.ts'
import { remember } from '#lib/remember.ts'

type Purpose = 'seal' | 'session' | 'hash' | 'cursor'

/** The 32-byte key for one purpose, derived from SECRET_KEY (RFC 5869). */
export function keyFor(purpose: Purpose): Buffer {
  return remember(`key:${purpose}`, () => {
    const { secretKey } = config()
    if (!secretKey) throw new Error('SECRET_KEY is not set')
    return Buffer.from(hkdfSync('sha256', secretKey, 'highwater', purpose, 32))
  })
}

/** A keyed hash: finds a secret again without keeping it. */
export const keyedHash = (value: string): Buffer => createHmac('sha256', keyFor('hash')).update(value).digest()
