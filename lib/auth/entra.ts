import AzureAD, { type AzureADProfile } from 'next-auth/providers/azure-ad'
import { record } from '#lib/audit/record.ts'
import { personActor } from '#lib/auth/session.ts'
import { config } from '#lib/config.ts'
import { database, transaction } from '#lib/database/client.ts'
import type { Person } from '#prisma/generated/client.ts'

type Claims = { tid?: unknown; oid?: unknown; preferred_username?: unknown }

/** next-auth's provider, without the profile photo that it would put into the session cookie. */
export function entraProvider(
  entra: NonNullable<ReturnType<typeof config>['entra']>,
  toUser: (person: Person) => User,
) {
  return AzureAD<Claims & AzureADProfile>({
    ...entra,
    async profile(claims) {
      const person = await entraPerson(claims)
      return person ? toUser(person) : { id: '', stamp: '' }
    },
  })
}

type User = { id: string; stamp: string }

/**
 * The person of an ID token. People are known by tenant and object id. Somebody who was added and has never signed in
 * is recognised once by their user principal name, and only in the one tenant that is configured by its id: there the
 * organisation's own administrators hand those names out. The `email` claim is never looked at, because other tenants
 * can put any address there, and an account with a password is never linked by itself.
 */
export async function entraPerson({ tid, oid, preferred_username: name }: Claims): Promise<Person | undefined> {
  if (typeof tid !== 'string' || typeof oid !== 'string') return undefined
  const entraId = `${tid}/${oid}`
  const known = await database().person.findUnique({ where: { entraId } })
  if (known) return known.disabledAt ? undefined : known
  if (tid !== config().entra?.tenantId || typeof name !== 'string') return undefined
  return transaction(async tx => {
    const email = name.toLowerCase()
    const { count } = await tx.person.updateMany({
      where: { email, passwordHash: null, entraId: null, disabledAt: null },
      data: { entraId },
    })
    if (count === 0) return undefined
    const person = await tx.person.findUniqueOrThrow({ where: { email } })
    await tx.oneTimeLink.deleteMany({ where: { personId: person.id } })
    await record(tx, personActor(person), {
      action: 'person.acceptInvitation',
      objectType: 'person',
      objectId: person.id,
      after: { entraId },
    })
    return person
  })
}
