import { expectAccessible } from '#tests/support/accessible.ts'
import { expect, test } from '#tests/support/browser.ts'

test.use({ settings: {} })

const ann = { email: 'ann@contoso.example', password: 'correct horse battery' }

test('the set-up link makes the first administrator, once; then one signs in, and comes back to the page', async ({
  page,
  product,
  browser,
}) => {
  await page.goto(product.setUpLink ?? '')
  await expectAccessible(page)
  await page.getByLabel('Name', { exact: true }).fill('Ann')
  await page.getByLabel('Email', { exact: true }).fill(ann.email)
  await page.getByLabel('Password', { exact: true }).fill(ann.password)
  await page.getByRole('button', { name: 'Create administrator' }).click()
  await expect(page.getByRole('heading', { level: 1, name: /^Good .*, Ann$/ })).toBeVisible()

  await page.goto(product.setUpLink ?? '')
  await expect(page.getByRole('heading', { name: 'This link is not valid any more' })).toBeVisible()
  await expectAccessible(page)

  await page.goto('/admin/permissions')
  await page.getByRole('button', { name: 'Account: Ann' }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await expect(page).toHaveURL(/\/sign-in/)
  await page.goto('/admin/permissions?add=')
  await expectAccessible(page)
  await page.getByLabel('Email', { exact: true }).fill(ann.email)
  await page.getByLabel('Password', { exact: true }).fill(ann.password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page).toHaveURL(`${product.url}/admin/permissions?add=`)

  const stranger = await browser.newPage({ baseURL: product.url, locale: 'nl-NL' })
  await stranger.goto('/sign-in')
  await stranger.getByLabel('E-mailadres').fill(ann.email)
  await stranger.getByLabel('Wachtwoord').fill('wrong wrong wrong')
  await stranger.getByRole('button', { name: 'Aanmelden' }).click()
  await expect(stranger.getByText('Het e-mailadres of het wachtwoord is onjuist.')).toBeVisible()
  await expect(stranger).toHaveURL(/\/sign-in/)
  await stranger.close()
})

test('who types before the page has come alive signs in all the same', async ({ page }) => {
  await page.goto('/sign-in', { waitUntil: 'commit' })
  await page.getByLabel('Email', { exact: true }).fill(ann.email)
  await page.getByLabel('Password', { exact: true }).fill(ann.password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click({ noWaitAfter: true })
  await expect(page.getByRole('heading', { level: 1, name: /^Good .*, Ann$/ })).toBeVisible()
})
