import type { KeyObject } from 'node:crypto'
import type { Claimed } from '#lib/deliveries/claim.ts'
import { signingKey } from '#lib/deliveries/signature.ts'
import { unseal } from '#lib/secrets/seal.ts'

/** Where a subscription's callbacks go, and what signs them. */
export type Target = { origin: string; path: string; keys: KeyObject[] }

type Sealed = Pick<Claimed, 'subscriptionId' | 'callbackUrl' | 'secret' | 'previousSecret'>

const REMEMBERED = 10_000

/** Decrypts targets, and remembers those used last: decrypting costs as much as sending does. */
export function targets(): (sealed: Sealed) => Target {
  const known = new Map<string, { sealed: Sealed; target: Target }>()
  return sealed => {
    const found = known.get(sealed.subscriptionId)
    if (found && isSame(found.sealed, sealed)) return found.target
    const target = open(sealed)
    known.delete(sealed.subscriptionId)
    known.set(sealed.subscriptionId, { sealed, target })
    const [oldest = ''] = known.size > REMEMBERED ? known.keys() : []
    known.delete(oldest)
    return target
  }
}

/** @throws where SECRET_KEY is not the one that it was sealed under. */
function open({ callbackUrl, secret, previousSecret }: Sealed): Target {
  const secrets = previousSecret ? [secret, previousSecret] : [secret]
  return { ...addressOf(new URL(unseal(callbackUrl))), keys: secrets.map(sealed => signingKey(unseal(sealed))) }
}

export const addressOf = ({ origin, pathname, search }: URL) => ({ origin, path: pathname + search })

const isSame = (one: Sealed, other: Sealed) =>
  one.callbackUrl.equals(other.callbackUrl) &&
  one.secret.equals(other.secret) &&
  (one.previousSecret === null ? other.previousSecret === null : !!other.previousSecret?.equals(one.previousSecret))
