import { expect, test } from 'vitest'
import { config } from '#lib/config.ts'
import { request } from '#tests/support/api.ts'
import { Designer } from '#tests/support/designer.ts'
import { makeEntity } from '#tests/support/entity.ts'
import { makeInstance, makeKey } from '#tests/support/make.ts'

/** The actions, as a flow designer and then a running flow use them. */

const { id: instanceId } = await makeInstance('Contoso Coffee')
const csv = `rec_id,state,joined\n${Array.from({ length: 250 }, (_, n) => `rec-${n},${n % 2 ? 'nsw' : 'vic'},2026-01-31`).join('\n')}\n`
await makeEntity(instanceId, { name: 'Contact', primaryKey: 'rec_id', from: { csv } })
await makeEntity(instanceId, { name: 'Agent', from: { csv: 'name\nKim\n' } })

const definition = await request('GET', `${config().appUrl}/api/connector/apiDefinition.swagger.json`)
const designer = new Designer(definition.json, (await makeKey(instanceId, 'Viewer')).key)
const chosen = { instanceId, entityName: 'Contact' }

test('entities are offered by their names', async () => {
  const choices = await designer.choices('GetItems', 'entityName', { instanceId })
  expect(choices.map(({ value }) => value)).toEqual(['Agent', 'Contact'])
})

test('the fields of the chosen entity are offered, with their types', async () => {
  expect(await designer.itemFields('GetItems', chosen)).toEqual({
    rec_id: { type: 'string', title: 'rec_id' },
    state: { type: 'string', title: 'state' },
    joined: { type: 'string', format: 'date', title: 'joined' },
  })
})

test('a flow reads the items that it filters for, following the link to each next page', async () => {
  const first = await designer.call('GetItems', { ...chosen, $filter: "state eq 'nsw'", $top: 50, $orderby: 'rec_id' })
  const second = await request('GET', first.json['@odata.nextLink'])
  const third = await request('GET', second.json['@odata.nextLink'])
  expect([first, second, third].map(({ json }) => json.value.length)).toEqual([50, 50, 25])
  expect(third.json).not.toHaveProperty('@odata.nextLink')
  expect(first.json.value[0]).toEqual({ rec_id: 'rec-1', state: 'nsw', joined: '2026-01-31' })
})

test('entities can be listed by a flow as well', async () => {
  const { status, json } = await designer.call('GetEntities', { instanceId })
  expect([status, json.map(({ name }: { name: string }) => name)]).toEqual([200, ['Agent', 'Contact']])
})
