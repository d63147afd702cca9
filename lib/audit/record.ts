import type { Transaction } from '#lib/database/client.ts'
import type { Actor } from '#lib/instances/actor.ts'
import type { Prisma } from '#prisma/generated/client.ts'

type Entry = {
  /** What was done, as `object.verb`: `segment.create`. */
  action: string
  instanceId?: string
  objectType: string
  objectId?: string
  /** The object as people see it, before and after; never a secret. */
  before?: Prisma.InputJsonValue
  after?: Prisma.InputJsonValue
}

/** Writes down who changed what, in the transaction of the change. */
export async function record(tx: Transaction, actor: Actor, entry: Entry) {
  await tx.auditEntry.create({
    data: {
      ...entry,
      actorType: actor.type,
      actorId: 'id' in actor ? actor.id : null,
      actorName: actor.name,
      address: actor.address ?? null,
    },
  })
}
