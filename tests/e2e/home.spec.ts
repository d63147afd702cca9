import { expectAccessible } from '#tests/support/accessible.ts'
import { expect, test } from '#tests/support/browser.ts'
import { deploymentApi } from '#tests/support/deployment.ts'
import { productApi } from '#tests/support/product-api.ts'

test('somebody who signs in sees how things stand, and what needs attention', async ({ page, product, signIn }) => {
  const api = await deploymentApi(product)
  await signIn(page)
  await page.goto('/')
  await expect(page.getByRole('heading', { level: 1, name: /^Good (morning|afternoon|evening), / })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Home' })).toHaveAttribute('aria-current', 'page')
  const segments = page.getByRole('region', { name: 'Recent segments' })
  await expect(segments.getByRole('listitem').filter({ hasText: 'Contacts in NSW' })).toContainText('1,686')
  await expect(segments).toContainText('No change in the last 7 days')
  await expect(page.getByRole('region', { name: 'Recent business measures' }).getByRole('listitem')).not.toHaveCount(0)
  await expectAccessible(page)

  const source = await api.post('manage/datasources', { kind: 'external', name: 'broken', friendlyName: 'Broken feed' })
  await api.post(`manage/datasources/${source.dataSourceId}/reports`, { status: 'failed', errorMessage: 'no route' })
  const attention = page.getByRole('region', { name: 'Needs attention' })
  await expect(attention).toContainText('A refresh has failed. Broken feed.')
  await api.post(`manage/datasources/${source.dataSourceId}/reports`, { status: 'successful', rows: 1 })
  await expect(attention).not.toContainText('A refresh has failed.')
  await segments.getByRole('link', { name: 'Contacts in NSW' }).click()
  await expect(page.getByRole('dialog', { name: 'Contacts in NSW' })).toBeVisible()
})

test('an environment with nothing in it says so, and is accessible in Dutch, dark and narrow', async ({
  page,
  product,
  signIn,
  context,
}) => {
  const { instanceId } = await productApi(product)('POST', '/instances', { name: 'Empty' })
  await signIn(page)
  await context.addCookies([
    { name: 'instance', value: instanceId, url: product.url },
    { name: 'locale', value: 'nl', url: product.url },
  ])
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.setViewportSize({ width: 400, height: 800 })
  await page.goto('/')
  await expect(page.getByText('Er is nog geen segment.')).toBeVisible()
  await expect(page.getByText('Er is nog niets geleverd.')).toBeVisible()
  await expectAccessible(page)
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0)
  await page.goto('/data/entities')
  await expect(page.getByRole('heading', { name: 'Nog geen entiteit' })).toBeVisible()
  await expectAccessible(page)
})
