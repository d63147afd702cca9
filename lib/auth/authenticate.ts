import { timingSafeEqual } from 'node:crypto'
import type { NextRequest } from 'next/server'
import { keyActor } from '#lib/auth/api-keys.ts'
import { sessionActor } from '#lib/auth/session.ts'
import { config } from '#lib/config.ts'
import { Unauthenticated } from '#lib/errors.ts'
import type { Actor } from '#lib/instances/actor.ts'
import { keyedHash } from '#lib/secrets/keys.ts'

/**
 * Who calls: by `X-API-Key`, by `Authorization: Bearer`, or by the console's own session on a same-origin call.
 * @throws Unauthenticated
 */
export async function authenticate(request: NextRequest): Promise<Actor> {
  const credential = request.headers.get('x-api-key') ?? bearer(request.headers.get('authorization'))
  const actor = credential === undefined ? await sessionActor(request) : await credentialActor(credential)
  if (!actor) {
    throw new Unauthenticated(
      credential === undefined
        ? 'Sign in, or send an API key as X-API-Key.'
        : 'The API key or token is not valid, or was revoked.',
    )
  }
  return { ...actor, address: request.headers.get('x-client-address') ?? undefined }
}

async function credentialActor(credential: string): Promise<Actor | undefined> {
  const { adminApiKey } = config()
  // Hashes of equal length make the comparison constant in time whatever was sent.
  if (adminApiKey && timingSafeEqual(keyedHash(credential), keyedHash(adminApiKey))) {
    return { type: 'deployment', name: 'ADMIN_API_KEY' }
  }
  return keyActor(credential)
}

const bearer = (header: string | null) => header?.match(/^Bearer +(\S+)$/i)?.[1]
