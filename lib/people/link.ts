import { database, type Transaction } from '#lib/database/client.ts'
import { NotFound } from '#lib/errors.ts'
import { keyedHash } from '#lib/secrets/keys.ts'
import { randomToken } from '#lib/secrets/token.ts'

export type LinkPurpose = 'setUp' | 'invitation'
type NewLink = { purpose: LinkPurpose; personId?: string; expiresAt?: Date }

const PATH = { setUp: '/set-up', invitation: '/invitation' }

/** Makes a one-time link and voids the earlier ones of its purpose and person. Returns its path; only a hash is kept. */
export async function makeLink(tx: Transaction, { purpose, personId, expiresAt }: NewLink): Promise<string> {
  const token = randomToken()
  await voidLinks(tx, purpose, personId)
  await tx.oneTimeLink.create({ data: { tokenHash: hashOf(token), purpose, personId, expiresAt } })
  return `${PATH[purpose]}/${token}`
}

export async function voidLinks(tx: Transaction, purpose: LinkPurpose, personId?: string) {
  await tx.oneTimeLink.deleteMany({ where: { purpose, personId: personId ?? null } })
}

/** Whom the link was made for, without using it up; undefined where it is unknown, used, replaced or expired. */
export async function readLink(token: string, purpose: LinkPurpose) {
  const link = await database().oneTimeLink.findFirst({
    where: open(token, purpose),
    select: { person: { select: { id: true, email: true, name: true } } },
  })
  return link ?? undefined
}

/** Uses the link up; of several who try at once, one succeeds. @throws NotFound for all others. */
export async function useLink(tx: Transaction, token: string, purpose: LinkPurpose) {
  const { count } = await tx.oneTimeLink.deleteMany({ where: open(token, purpose) })
  if (count === 0) throw linkIsGone()
}

export const linkIsGone = () => new NotFound('This link was used, replaced or has expired; ask for a new one.')

const open = (token: string, purpose: LinkPurpose) => ({
  tokenHash: hashOf(token),
  purpose,
  OR: [{ expiresAt: null }, { expiresAt: { gt: new Date() } }],
})

const hashOf = (token: string) => new Uint8Array(keyedHash(token))
