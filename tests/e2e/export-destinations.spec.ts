import type { Page } from '@playwright/test'
import { expectAccessible } from '#tests/support/accessible.ts'
import { expect, test } from '#tests/support/browser.ts'
import { productApi } from '#tests/support/product-api.ts'
import { answer, startReceiver } from '#tests/support/receiver.ts'

const PATH = '/admin/export-destinations'

const paneOf = (page: Page) => page.getByRole('dialog', { name: 'Set up Power Automate' })

async function setUp(page: Page, name: string) {
  await page.goto(PATH)
  await page.getByRole('button', { name: 'Set up' }).click()
  const pane = paneOf(page)
  await pane.getByLabel('Display name').fill(name)
  await pane.getByRole('checkbox', { name: 'I agree' }).check()
  await pane.getByRole('button', { name: 'Connect' }).click()
  await expect(pane).toContainText(`${name} is set up`)
  return pane
}

test('Discover shows the tile; nothing is set up without a name and consent', async ({ page, signIn }) => {
  await signIn(page)
  await page.goto(PATH)
  await expect(page).toHaveTitle(/^Export destinations/)
  await expect(page.getByRole('heading', { level: 1, name: 'Export destinations' })).toBeVisible()
  await expect(page.getByRole('tab', { name: 'Discover' })).toHaveAttribute('aria-selected', 'true')
  const tile = page.getByRole('main').getByRole('listitem').first()
  await expect(tile.getByRole('heading', { name: 'Power Automate' })).toBeVisible()
  await expect(tile).toContainText('Export destination')
  await expectAccessible(page)

  await tile.getByRole('button', { name: 'Set up' }).click()
  const pane = paneOf(page)
  await pane.getByRole('button', { name: 'Connect' }).click()
  await expect(pane).toContainText('Fill this in.')
  await expect(pane).toContainText('Agree before you connect')
  await expectAccessible(page)
  await pane.getByRole('button', { name: 'Cancel' }).click()
  await expect(pane).toBeHidden()
  await expect(page).toHaveURL(PATH)
})

test('Learn more leads to an explanation of our own', async ({ page, signIn }) => {
  await signIn(page)
  await page.goto(PATH)
  await page.getByRole('link', { name: 'Learn more about Power Automate' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'About Power Automate' })).toBeVisible()
  await expectAccessible(page)
})

test('after Connect, a maker has the definition, the address, a key that works, and a way to try it', async ({
  page,
  product,
  signIn,
}) => {
  await using receiver = await startReceiver()
  await signIn(page)
  const pane = await setUp(page, 'Marketing flows')
  await expect(pane).toContainText('A cloud flow cannot reach this console')
  await expect(pane.getByRole('textbox', { name: 'Address of this console' })).toHaveValue(product.url)
  const link = pane.getByRole('link', { name: 'Open Power Automate' })
  await expect(link).toHaveAttribute('href', 'https://make.powerautomate.com/')
  await expect(link).toHaveAttribute('rel', /noopener/)
  await expectAccessible(page)

  const download = page.waitForEvent('download')
  await pane.getByRole('link', { name: 'Download the connector definition' }).click()
  expect((await download).suggestedFilename()).toBe('apiDefinition.swagger.json')

  await pane.getByRole('button', { name: 'Make an API key' }).click()
  const key = await pane.getByLabel('API key', { exact: true }).inputValue()
  const called = await fetch(`${product.url}/api/v1/instances`, { headers: { 'X-API-Key': key } })
  expect(called.status).toBe(200)

  await pane.getByLabel('Callback address').fill(receiver.url('/try'))
  await pane.getByRole('button', { name: 'Send test event' }).click()
  await expect(pane).toContainText('It arrived: answered 202')
  expect(receiver.received.map(({ json }) => json.isTest)).toEqual([true])
  receiver.answerWith(answer(500))
  await pane.getByRole('button', { name: 'Send test event' }).click()
  await expect(pane).toContainText('the receiver answered 500')
  await expectAccessible(page)

  await page.reload()
  await expect(pane).toContainText('Marketing flows is set up')
  await expect(pane.getByLabel('API key', { exact: true })).toHaveCount(0)
})

test('what is set up is listed, renamed and removed, and its consequence is said first', async ({
  page,
  product,
  signIn,
}) => {
  await signIn(page)
  await (await setUp(page, 'Sales flows')).getByRole('button', { name: 'Close' }).last().click()
  await page.getByRole('tab', { name: 'My export destinations' }).click()
  const row = page.getByRole('row', { name: /^Sales flows/ })
  await expect(row).toContainText('Power Automate')
  await expect(row).toContainText('Waiting for the first flow')
  await expectAccessible(page)

  await page.getByRole('button', { name: 'More actions for Sales flows' }).click()
  await page.getByRole('menuitem', { name: 'Rename' }).click()
  const dialog = page.getByRole('dialog', { name: 'Rename Sales flows' })
  await dialog.getByLabel('Display name').fill('Service flows')
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('row', { name: /^Service flows/ })).toBeVisible()

  await page.getByRole('button', { name: 'More actions for Service flows' }).click()
  await page.getByRole('menuitem', { name: 'Remove' }).click()
  const question = page.getByRole('alertdialog', { name: 'Remove Service flows?' })
  await expect(question).toContainText('The consent that admin@contoso.example gave for it ends.')
  await expect(question.getByRole('button', { name: 'Cancel' })).toBeFocused()
  await question.getByRole('button', { name: 'Cancel' }).click()
  await expect(page.getByRole('button', { name: 'More actions for Service flows' })).toBeFocused()
  await page.keyboard.press('Enter')
  await page.getByRole('menuitem', { name: 'Remove' }).click()
  await question.getByRole('button', { name: 'Remove' }).click()
  await expect(page.getByRole('row', { name: /^Service flows/ })).toHaveCount(0)

  const api = productApi(product)
  const [{ instanceId }] = await api('GET', '/instances')
  const left = await api('GET', `/instances/${instanceId}/manage/destinations`)
  expect(left.map(({ displayName }: { displayName: string }) => displayName)).not.toContain('Service flows')
})

test.describe('with a name that is taken', () => {
  // Chromium itself writes a line about an answer of 409.
  test.use({ quietConsole: async ({ page: _ }, use) => use(undefined) })

  test('setting up says so at the field, and keeps what was typed', async ({ page, signIn }) => {
    await signIn(page)
    await setUp(page, 'Twice')
    await page.goto(PATH)
    await page.getByRole('button', { name: 'Set up' }).click()
    const pane = paneOf(page)
    await pane.getByLabel('Display name').fill('Twice')
    await pane.getByRole('checkbox', { name: 'I agree' }).check()
    await pane.getByRole('button', { name: 'Connect' }).click()
    await expect(pane).toContainText('Another destination of this environment has this name already.')
    await expect(pane.getByLabel('Display name')).toHaveValue('Twice')
  })
})
