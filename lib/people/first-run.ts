import { record } from '#lib/audit/record.ts'
import { config } from '#lib/config.ts'
import { type Transaction, transaction } from '#lib/database/client.ts'
import { seedSampleData } from '#lib/insights/sample/seed.ts'
import type { Actor } from '#lib/instances/actor.ts'
import { hasAdministrator, lockAdministrators } from '#lib/people/administrators.ts'
import { makeLink, voidLinks } from '#lib/people/link.ts'
import { hashPassword } from '#lib/people/password.ts'

const system: Actor = { type: 'system', name: 'First run' }

/**
 * What a start needs before anybody can sign in: a first instance, and the administrator of ADMIN_EMAIL. Call it after
 * the migrations; it may run any number of times and in several processes at once.
 */
export const bootstrap = () => transaction(prepare)

/**
 * `bootstrap`, and where no deployment administrator can sign in, a one-time set-up link to print: `setUpPath` begins
 * with a slash and comes after APP_URL. Each call voids the link of the call before, so only the process that prints
 * it calls this: bin/start.ts, or bin/web.ts where it runs alone.
 */
export const firstRun = (): Promise<{ setUpPath?: string }> =>
  transaction(async tx => {
    await prepare(tx)
    if (!(await hasAdministrator(tx))) return { setUpPath: await makeLink(tx, { purpose: 'setUp' }) }
    await voidLinks(tx, 'setUp')
    return {}
  })

async function prepare(tx: Transaction) {
  await lockAdministrators(tx)
  await makeFirstInstance(tx)
  await makeAdministrator(tx)
}

async function makeFirstInstance(tx: Transaction) {
  if ((await tx.instance.count()) > 0) return
  const { id, name } = await tx.instance.create({ data: { name: 'Main' } })
  await record(tx, system, {
    action: 'instance.create',
    instanceId: id,
    objectType: 'instance',
    objectId: id,
    after: { name },
  })
  if (config().sampleData) await seedSampleData(tx, { id, name })
}

async function makeAdministrator(tx: Transaction) {
  const { adminEmail: email, adminPassword } = config()
  if (!email || !adminPassword || (await tx.person.count({ where: { email } })) > 0) return
  const passwordHash = await hashPassword(adminPassword)
  const { id } = await tx.person.create({
    data: { email, name: email, passwordHash, isDeploymentAdministrator: true },
  })
  await record(tx, system, {
    action: 'person.create',
    objectType: 'person',
    objectId: id,
    after: { email, isDeploymentAdministrator: true },
  })
}
