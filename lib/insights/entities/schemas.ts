import type { Transaction } from '#lib/database/client.ts'
import type { Attribute } from '#lib/insights/port.ts'
import type { Schemas } from '#lib/insights/rule-check.ts'

/** The attributes of every entity that an instance has now. */
export async function readSchemas(tx: Transaction, instanceId: string): Promise<Schemas> {
  const entities = await tx.entity.findMany({ where: { instanceId }, select: { name: true, attributes: true } })
  return Object.fromEntries(entities.map(({ name, attributes }) => [name, attributes as Attribute[]]))
}
