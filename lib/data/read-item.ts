import { dataPort } from '#lib/data/port.ts'
import { NotFound, Unprocessable } from '#lib/errors.ts'
import { findEntity } from '#lib/insights/entities/read.ts'
import { tableOf } from '#lib/insights/entities/tables.ts'
import type { AttributeType, Value } from '#lib/insights/port.ts'
import type { Scalar } from '#lib/insights/rule.ts'
import { parameter } from '#lib/insights/rule-value.ts'
import type { Access } from '#lib/instances/actor.ts'
import { permit } from '#lib/instances/permissions.ts'

/**
 * Reads one item of an entity by its primary key.
 * @throws NotFound, Unprocessable where the entity has no primary key
 */
export async function readItem(access: Access, entityName: string, itemId: string): Promise<Record<string, Value>> {
  permit(access, 'data.read')
  const entity = await findEntity(access.instance.id, entityName)
  const table = tableOf(entity)
  const key = table.attributes.find(({ name }) => name === entity.primaryKey)
  if (!key) throw new Unprocessable(`${entityName} has no primary key, so its items have no address.`)
  const value = keyValue(key.type, itemId)
  const condition = { attribute: key.name, operator: 'eq' as const, value }
  // Text that cannot be a value of the key is the key of nothing.
  const fits = parameter(key.type, value) !== undefined
  const { rows } = fits ? await dataPort().read(table, { filter: { all: [condition] }, top: 1, skip: 0 }) : { rows: [] }
  const [item] = rows
  if (!item) throw new NotFound(`There is no item ${itemId} in ${entityName}.`)
  return item
}

function keyValue(type: AttributeType, text: string): Scalar {
  if (type === 'boolean') return text === 'true'
  const isNumber = (type === 'integer' || type === 'decimal') && /^-?\d+(\.\d+)?$/.test(text)
  return isNumber && Math.abs(Number(text)) <= Number.MAX_SAFE_INTEGER ? Number(text) : text
}
