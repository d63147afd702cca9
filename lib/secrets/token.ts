import { randomBytes } from 'node:crypto'

/** An unguessable, URL-safe token of 256 bits. */
export const randomToken = () => randomBytes(32).toString('base64url')
