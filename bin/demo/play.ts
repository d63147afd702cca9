import { chmod, mkdir, mkdtemp, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Arrival, Callbacks } from '#bin/demo/callbacks.ts'
import { Environment } from '#bin/demo/environment.ts'
import { expectArrivals } from '#bin/demo/expect.ts'
import { Files } from '#bin/demo/files.ts'
import { listens, startFlowEngine } from '#bin/demo/flow-engine.ts'
import { serves, startProduct } from '#bin/demo/product.ts'
import { aside, chapter, step, title } from '#bin/demo/tell.ts'
import { playTrouble } from '#bin/demo/trouble.ts'

const TRIGGERS = ['segment-threshold-crossed', 'data-source-refresh-succeeded', 'data-source-refresh-failed']
const MEMBERS = 1686
const THRESHOLD = 1700
const NEWCOMERS = 20
const BROKEN_LINE = 2500

const succeeded = (dataSourceName: string, rows: number) => ({
  eventType: 'data-source-refresh-succeeded',
  dataSourceName,
  status: 'successful',
  rows,
})

/**
 * Plays the demo. What it starts and makes is given to `stage`, which takes it down again.
 * @returns every callback that arrived @throws Error where anything else arrived than should
 */
export async function play(stage: AsyncDisposableStack): Promise<Arrival[]> {
  title('Highwater, from a changed file to a running flow')

  chapter('Start the product and a flow engine on a throw-away folder')
  const folder = await throwAwayFolder(stage)
  const files = new Files(join(folder, 'data'))
  await files.lay()
  let isStarting = true
  const product = stage.use(await startProduct(join(folder, 'data'), line => isStarting && aside(line)))
  const engine = stage.use(await startFlowEngine(join(folder, 'node-red'), TRIGGERS))
  await Promise.all([serves(product), listens(engine)])
  isStarting = false
  step(`Highwater serves at ${product.url}, Node-RED at ${engine.url}.`)

  chapter('Define what is watched')
  const environment = await Environment.first(product)
  await environment.addFile('crm', 'CRM contacts', 'crm.csv', 'Contact')
  await environment.addFile('loyalty', 'Loyalty members', 'loyalty.csv', 'Member')
  await environment.addSegment('NswContacts', 'Contacts in NSW', 'Contact', {
    attribute: 'state',
    operator: 'eq',
    value: 'nsw',
  })
  step('Two files of people (Febrl 4) as data sources, and a segment: contacts in New South Wales.')

  chapter('Subscribe the flow through the connector’s API')
  const callbacks = new Callbacks(product, engine, environment.id)
  const locations: string[] = []
  for (const trigger of TRIGGERS) {
    const about = trigger === 'segment-threshold-crossed' ? { segmentName: 'NswContacts', threshold: THRESHOLD } : {}
    const { location, secret } = await environment.subscribe(trigger, {
      notificationUrl: engine.callbackUrl(trigger),
      ...about,
    })
    callbacks.expectSigned(trigger, secret)
    locations.push(location)
    step(`201  ${trigger}${about.threshold ? ` (${about.segmentName} above ${about.threshold})` : ''}`)
  }

  const arrivals: Arrival[] = []
  async function refresh(expected: object[]) {
    step(`Full refresh: ${await environment.refreshAll()}.`)
    arrivals.push(...expectArrivals(await callbacks.next(), expected))
  }

  chapter('Refresh for the first time')
  await refresh([succeeded('CRM contacts', 5000), succeeded('Loyalty members', 5000)])
  await environment.expectMembers('NswContacts', MEMBERS)
  step(`The segment has ${MEMBERS} members: a starting point, no crossing.`)

  chapter(`Add ${NEWCOMERS} contacts in New South Wales to the file, refresh`)
  await files.grow(NEWCOMERS)
  await refresh([
    succeeded('CRM contacts', 5000 + NEWCOMERS),
    succeeded('Loyalty members', 5000),
    {
      eventType: 'segment-threshold-crossed',
      segmentName: 'NswContacts',
      previousValue: MEMBERS,
      currentValue: MEMBERS + NEWCOMERS,
      threshold: THRESHOLD,
      direction: 'above',
    },
  ])

  chapter(`Cut line ${BROKEN_LINE} of the file short, refresh`)
  await files.breakRow(BROKEN_LINE)
  await refresh([
    { eventType: 'data-source-refresh-failed', dataSourceName: 'CRM contacts', status: 'failed' },
    succeeded('Loyalty members', 5000),
  ])
  await environment.expectMembers('NswContacts', MEMBERS + NEWCOMERS)
  step('The last good version of the contacts stays, and with it the segment.')

  chapter('Turn the flow off')
  for (const location of locations) await environment.unsubscribe(location)
  step('204  each subscription is gone, without any credentials but its own address.')

  chapter('Simulate a flow that is turned off, and turn it on')
  await playTrouble(product, environment)
  return arrivals
}

async function throwAwayFolder(stage: AsyncDisposableStack): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'highwater-demo-'))
  const database = join(folder, 'data', 'postgres')
  stage.defer(async () => {
    // Where this is root and PostgreSQL's own user cannot reach the folder, the database is a link to elsewhere.
    await rm(await realpath(database).catch(() => folder), { recursive: true, force: true })
    await rm(folder, { recursive: true, force: true })
  })
  await chmod(folder, 0o711)
  await mkdir(join(folder, 'node-red'))
  return folder
}
