import { expect, test } from '#tests/support/browser.ts'

test('signed out, a page leads to the sign-in and back', async ({ page, product, signIn }) => {
  await page.goto('/admin/export-destinations')
  await expect(page).toHaveURL(/\/sign-in/)
  await signIn(page)
  await page.goto('/admin/export-destinations')
  await expect(page.getByRole('heading', { name: 'Export destinations' })).toBeVisible()
  expect(page.url()).toBe(`${product.url}/admin/export-destinations`)
})
