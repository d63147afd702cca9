import { record } from '#lib/audit/record.ts'
import { changed } from '#lib/changes/notify.ts'
import { database, isUniqueViolation, type Transaction, transaction } from '#lib/database/client.ts'
import type { DestinationKind } from '#lib/destinations/catalogue.ts'
import { CONSENT_TEXT } from '#lib/destinations/consent.ts'
import { NameTaken, NotFound } from '#lib/errors.ts'
import type { Access } from '#lib/instances/actor.ts'
import { permit } from '#lib/instances/permissions.ts'
import type { Destination } from '#prisma/generated/client.ts'

export type DestinationInfo = {
  destinationId: string
  kind: string
  displayName: string
  createdAt: string
  consentedAt: string
  consentedBy: string
  consentText: string
}

type NewDestination = { kind: DestinationKind; displayName: string; locale: keyof typeof CONSENT_TEXT }

/** What is set up in the instance, by name. */
export async function listDestinations(access: Access): Promise<DestinationInfo[]> {
  permit(access, 'destinations.read')
  const where = { instanceId: access.instance.id, removedAt: null }
  return (await database().destination.findMany({ where, orderBy: { displayName: 'asc' } })).map(info)
}

export async function readDestination(access: Access, destinationId: string): Promise<DestinationInfo> {
  permit(access, 'destinations.read')
  return info(await find(database(), access, destinationId))
}

/** Sets a destination up. The actor has agreed to the text; who, when and to what is kept. @throws NameTaken */
export async function createDestination(access: Access, input: NewDestination): Promise<DestinationInfo> {
  permit(access, 'destinations.write')
  const { actor, instance } = access
  return withUniqueName(input.displayName, async tx => {
    const row = await tx.destination.create({
      data: {
        instanceId: instance.id,
        kind: input.kind,
        displayName: input.displayName,
        consentedAt: new Date(),
        consentedById: actor.type === 'person' ? actor.id : null,
        consentedBy: actor.name,
        consentText: CONSENT_TEXT[input.locale],
      },
    })
    const { kind, displayName, consentText } = row
    await note(tx, access, row.id, 'destination.create', { after: { kind, displayName, consentText } })
    return info(row)
  })
}

/** @throws NameTaken */
export async function renameDestination(access: Access, destinationId: string, displayName: string) {
  permit(access, 'destinations.write')
  return withUniqueName(displayName, async tx => {
    const before = await find(tx, access, destinationId)
    const row = await tx.destination.update({ where: { id: before.id }, data: { displayName } })
    const names = { before: { displayName: before.displayName }, after: { displayName } }
    await note(tx, access, row.id, 'destination.rename', names)
    return info(row)
  })
}

/** Ends the consent. What subscribed goes on until it is removed itself. */
export async function removeDestination(access: Access, destinationId: string) {
  permit(access, 'destinations.write')
  await transaction(async tx => {
    const { id, kind, displayName } = await find(tx, access, destinationId)
    await tx.destination.update({ where: { id }, data: { removedAt: new Date() } })
    await note(tx, access, id, 'destination.remove', { before: { kind, displayName } })
  })
}

async function find(tx: Transaction, { instance }: Access, id: string): Promise<Destination> {
  const row = await tx.destination.findFirst({ where: { id, instanceId: instance.id, removedAt: null } })
  if (!row) throw new NotFound(`There is no export destination ${id} in this environment.`)
  return row
}

type States = Pick<Parameters<typeof record>[2], 'before' | 'after'>

async function note(tx: Transaction, { actor, instance }: Access, id: string, action: string, states: States) {
  await record(tx, actor, { action, instanceId: instance.id, objectType: 'destination', objectId: id, ...states })
  await changed(tx, instance.id, 'destinations')
}

async function withUniqueName<T>(displayName: string, work: (tx: Transaction) => Promise<T>): Promise<T> {
  try {
    return await transaction(work)
  } catch (error) {
    if (isUniqueViolation(error)) throw new NameTaken(`There is an export destination ${displayName} already.`)
    throw error
  }
}

const info = (row: Destination): DestinationInfo => ({
  destinationId: row.id,
  kind: row.kind,
  displayName: row.displayName,
  createdAt: row.createdAt.toISOString(),
  consentedAt: row.consentedAt.toISOString(),
  consentedBy: row.consentedBy,
  consentText: row.consentText,
})
