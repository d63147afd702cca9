import { expect, test } from 'vitest'
import type { Node } from '#lib/insights/jobs/nodes.ts'
import { chooseNodes, tasksFor, type Wanted } from '#lib/insights/jobs/plan.ts'
import type { TaskOperation } from '#lib/insights/jobs/schema.ts'

const node = (operationType: TaskOperation, name: string, reads: string[] = [], makes: string[] = []): Node => ({
  operationType,
  identifier: `${operationType}-${name}`,
  name,
  friendlyName: name,
  isExternal: false,
  reads,
  makes,
})

const NODES = [
  node('ingestion', 'crm', [], ['Contact']),
  node('ingestion', 'shop', [], ['Order']),
  node('ingestion', 'weather', [], ['Weather']),
  node('map', 'map', ['Contact', 'Order'], ['#mapped']),
  node('match', 'match', ['#mapped'], ['#matched']),
  node('merge', 'merge', ['#matched'], ['Customer']),
  node('measures', 'Revenue', ['Order']),
  node('segmentation', 'Spenders', ['Contact', 'Order']),
  node('segmentation', 'Loyal', ['Customer']),
  node('segmentation', 'Rainy', ['Weather']),
  { ...node('segmentation', 'Reported', ['Contact']), isExternal: true },
]

const all: Wanted = { operationType: 'all', identifiers: [], downstream: false }
const names = (wanted: Partial<Wanted>) => chooseNodes(NODES, { ...all, ...wanted }).map(({ name }) => name)

function waiting() {
  const tasks = tasksFor(chooseNodes(NODES, all))
  const nameOf = (id: string) => tasks.find(task => task.id === id)?.friendlyName
  return Object.fromEntries(tasks.map(task => [task.friendlyName, task.dependsOn?.map(nameOf)]))
}

test('each waits for what makes the entities that it reads, related ones too, and for nothing else', () => {
  expect(waiting()).toEqual({
    crm: [],
    shop: [],
    weather: [],
    map: ['crm', 'shop'],
    match: ['map'],
    merge: ['match'],
    Revenue: ['shop'],
    Spenders: ['crm', 'shop'],
    Loyal: ['merge'],
    Rainy: ['weather'],
  })
})

test('a job of one operation runs only that; what is refreshed elsewhere has no task', () => {
  expect(names({ operationType: 'segmentation' })).toEqual(['Spenders', 'Loyal', 'Rainy'])
  expect(names({ operationType: 'unification' })).toEqual(['map', 'match', 'merge'])
  expect(names({ operationType: 'ingestion', identifiers: ['shop'] })).toEqual(['shop'])
})

test('with what depends on it, a job runs all that follows from it, in their order', () => {
  const downstream = true
  expect(names({ operationType: 'ingestion', identifiers: ['weather'], downstream })).toEqual(['weather', 'Rainy'])
  expect(names({ operationType: 'ingestion', identifiers: ['crm'], downstream })).toEqual([
    'crm',
    'map',
    'match',
    'merge',
    'Spenders',
    'Loyal',
  ])
  expect(names({ operationType: 'unification', downstream })).toEqual(['map', 'match', 'merge', 'Loyal'])
  expect(names({ downstream })).toEqual(names({}))
})
