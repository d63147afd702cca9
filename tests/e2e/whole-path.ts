import { appendFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { expect, type test } from '#tests/support/browser.ts'
import { productApi } from '#tests/support/product-api.ts'
import { startReceiver } from '#tests/support/receiver.ts'

/** What the console calls things in one language. */
export type Words = {
  name: string
  email: string
  password: string
  createAdministrator: string
  account: RegExp
  signOut: string
  signIn: string
  exportDestinations: string
  mine: string
  setUp: string
  setUpPowerAutomate: string
  displayName: string
  agree: string
  connect: string
  openPowerAutomate: string
  close: string
  thresholds: string
  addThreshold: string
  object: string
  threshold: string
  save: string
  subscriptions: string
  deliveries: string
  segmentCrossed: string
  delivered: string
}

type Given = Parameters<Parameters<typeof test>[2]>[0]

const person = { name: 'Ann', email: 'ann@contoso.example', password: 'correct horse battery' }

/** From the set-up link to the delivery that appears by itself: the main job, as one administrator lives it. */
export async function wholePath(words: Words, { page, product }: Pick<Given, 'page' | 'product'>) {
  await using flow = await startReceiver()
  await becomeAdministrator(page, product.setUpLink ?? '', words)
  await signInAgain(page, words)
  await setUpPowerAutomate(page, words)
  await addThreshold(page, words)

  const api = productApi(product)
  const [{ instanceId }] = await api('GET', '/instances')
  const base = `/instances/${instanceId}`
  // The sample's own first refresh is the baseline.
  const members = async () => (await api('GET', `${base}/manage/segments/NswContacts`)).evaluationStatus.entityCount
  await expect.poll(members, { timeout: 30_000 }).toBe(1686)
  const subscription = { notificationUrl: flow.url('/flow'), segmentName: 'NswContacts', threshold: 1700 }
  await api('POST', `${base}/manage/hooks/segment-threshold-crossed`, subscription)
  await page
    .getByRole('link', { name: words.subscriptions })
    .or(page.getByRole('tab', { name: words.subscriptions }))
    .click()
  await expect(page.getByRole('row').filter({ hasText: '127.0.0.1' })).toContainText('1')

  await page
    .getByRole('link', { name: words.deliveries })
    .or(page.getByRole('tab', { name: words.deliveries }))
    .click()
  await expect(page.getByRole('row').filter({ hasText: '127.0.0.1' })).toHaveCount(0)
  await growSegment(join(product.dataDir, 'files/crm-contacts.csv'))
  await api('POST', `${base}/workflows/main/jobs?operationType=all`)
  const row = page.getByRole('row').filter({ hasText: words.segmentCrossed })
  await expect(row).toContainText(words.delivered, { timeout: 30_000 })
  const [callback] = flow.received
  expect(callback?.json).toMatchObject({
    segmentName: 'NswContacts',
    threshold: 1700,
    previousValue: 1686,
    currentValue: 1706,
  })
  await row.click()
  await expect(page.getByRole('dialog')).toContainText('202')
}

async function becomeAdministrator(page: Page, setUpLink: string, words: Words) {
  await page.goto(setUpLink)
  await page.getByLabel(words.name, { exact: true }).fill(person.name)
  await page.getByLabel(words.email, { exact: true }).fill(person.email)
  await page.getByLabel(words.password, { exact: true }).fill(person.password)
  await page.getByRole('button', { name: words.createAdministrator }).click()
  await expect(page.getByRole('heading', { level: 1, name: person.name })).toBeVisible()
}

async function signInAgain(page: Page, words: Words) {
  await page.getByRole('button', { name: words.account }).click()
  await page.getByRole('menuitem', { name: words.signOut }).click()
  await expect(page).toHaveURL(/\/sign-in/)
  await page.getByLabel(words.email, { exact: true }).fill(person.email)
  await page.getByLabel(words.password, { exact: true }).fill(person.password)
  await page.getByRole('button', { name: words.signIn, exact: true }).click()
  await expect(page.getByRole('heading', { level: 1, name: person.name })).toBeVisible()
}

async function setUpPowerAutomate(page: Page, words: Words) {
  await page.getByRole('navigation').getByRole('link', { name: words.exportDestinations }).click()
  await expect(page.getByRole('heading', { level: 1, name: words.exportDestinations })).toBeVisible()
  const tile = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: 'Power Automate' }) })
  await tile.getByRole('button', { name: words.setUp }).click()
  const pane = page.getByRole('dialog', { name: words.setUpPowerAutomate })
  await pane.getByLabel(words.displayName, { exact: true }).fill('Our flows')
  await pane.getByLabel(words.agree, { exact: true }).check()
  await pane.getByRole('button', { name: words.connect }).click()
  await expect(pane.getByRole('link', { name: words.openPowerAutomate })).toHaveAttribute('target', '_blank')
  await pane.getByRole('button', { name: words.close }).last().click()
  await page
    .getByRole('tab', { name: words.mine })
    .or(page.getByRole('link', { name: words.mine }))
    .click()
  await expect(page.getByRole('row').filter({ hasText: 'Our flows' })).toContainText('Power Automate')
}

async function addThreshold(page: Page, words: Words) {
  await page.goto('/admin/export-destinations/power-automate/thresholds')
  await page.getByRole('button', { name: words.addThreshold }).first().click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel(words.object, { exact: true }).selectOption({ label: 'Contacts in NSW' })
  await dialog.getByLabel(words.threshold, { exact: true }).fill('1700')
  await dialog.getByRole('button', { name: words.save }).click()
  await expect(page.getByRole('row').filter({ hasText: 'Contacts in NSW' })).toContainText(/1[.,]700/)
}

/** Twenty people more in New South Wales: 1,686 become 1,706. */
async function growSegment(file: string) {
  const people = Array.from(
    { length: 20 },
    (_, n) => `rec-new-${n}-org, ann, lee, ${n + 1}, main street, , sydney, 2000, nsw, 19800101, 1${n}`,
  )
  // The file ends without a line break.
  await appendFile(file, `\n${people.join('\n')}`)
}
