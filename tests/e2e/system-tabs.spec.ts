import { expectAccessible } from '#tests/support/accessible.ts'
import { expect, test } from '#tests/support/browser.ts'
import { productApi } from '#tests/support/product-api.ts'

test('About tells which environment, version and session this is', async ({ page, product, signIn }) => {
  const [{ instanceId }] = await productApi(product)('GET', '/instances')
  await signIn(page)
  await page.goto('/admin/system')
  await page.getByRole('tab', { name: 'About' }).click()
  await expect(page.getByLabel('Environment ID', { exact: true })).toHaveValue(instanceId)
  await expect(page.getByLabel('Session ID', { exact: true })).toHaveValue(/^[0-9a-f-]{36}$/)
  await expect(page.getByText(/^Highwater \d+\.\d+\.\d+/)).toBeVisible()
  await expectAccessible(page)
})

test('General keeps the language and the format, and shows what the format does', async ({ page, signIn }) => {
  await signIn(page)
  await page.goto('/admin/system/general')
  const format = page.getByLabel('Country/Region format')
  await expect(format).toHaveValue('US')
  await expect(page.getByText('1,234,567.89')).toBeVisible()
  await expectAccessible(page)
  await format.selectOption({ label: 'Netherlands' })
  await expect(page.getByText('1.234.567,89')).toBeVisible()
  await expect(page.getByText('The format is kept.').first()).toBeVisible()
  await page.goto('/segments')
  await expect(page.getByRole('row', { name: /Contacts in NSW/ })).toContainText('1.686')

  await page.goto('/admin/system/general')
  const saved = () => page.waitForResponse(response => response.url().endsWith('/api/v1/account'))
  const dutch = saved()
  await page.getByRole('combobox', { name: 'Language' }).selectOption('nl')
  await dutch
  await expect(page.getByRole('tab', { name: 'Algemeen' })).toBeVisible()
  await expect(page.getByLabel('Indeling voor land/regio')).toHaveValue('NL')
  await expectAccessible(page)
  // Other tests of this product go on in English, as English is written.
  const english = saved()
  await page.getByRole('combobox', { name: 'Taal' }).selectOption('en')
  await english
  const original = saved()
  await page.getByLabel('Country/Region format').selectOption('US')
  await original
})
