import { createCipheriv, createDecipheriv, createSecretKey, randomBytes } from 'node:crypto'
import { remember } from '#lib/remember.ts'
import { keyFor } from '#lib/secrets/keys.ts'

const VERSION = 1

const key = () => remember('sealing key', () => createSecretKey(keyFor('seal')))

/** Encrypts a secret for the database: version (1 byte), nonce (12), tag (16), ciphertext; AES-256-GCM. */
export function seal(plaintext: string): Buffer<ArrayBuffer> {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key(), nonce)
  const ciphertext = Buffer.concat([cipher.update(plaintext, 'utf8'), cipher.final()])
  return Buffer.concat([Buffer.of(VERSION), nonce, cipher.getAuthTag(), ciphertext])
}

/** @throws where the bytes were sealed under another SECRET_KEY, or changed since. */
export function unseal(sealed: Uint8Array): string {
  if (sealed[0] !== VERSION) throw new Error(`unknown version ${sealed[0]} of a sealed value`)
  const decipher = createDecipheriv('aes-256-gcm', key(), sealed.subarray(1, 13))
  decipher.setAuthTag(sealed.subarray(13, 29))
  return Buffer.concat([decipher.update(sealed.subarray(29)), decipher.final()]).toString('utf8')
}
