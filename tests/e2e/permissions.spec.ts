import { expectAccessible } from '#tests/support/accessible.ts'
import { expect, test } from '#tests/support/browser.ts'

test('an administrator adds somebody, changes their role, and removes them', async ({
  page,
  product,
  signIn,
  browser,
}) => {
  await signIn(page)
  await page.goto('/admin/permissions')
  await page.getByRole('button', { name: 'Add users' }).click()
  const pane = page.getByRole('dialog')
  await pane.getByLabel('Email').fill('bo@contoso.example')
  await pane.getByLabel('Name').fill('Bo')
  await pane.getByRole('radio', { name: 'Viewer' }).check()
  await expectAccessible(page)
  await pane.getByRole('button', { name: 'Save' }).click()
  const link = page.getByRole('dialog', { name: 'Invitation for Bo' })
  const invitation = await link.getByLabel('Link', { exact: true }).inputValue()
  await expectAccessible(page)
  await link.getByRole('button', { name: 'Close' }).last().click()
  const row = page.getByRole('row', { name: /bo@contoso\.example/ })
  await expect(row).toContainText('Invited')

  const bo = await (await browser.newContext({ baseURL: product.url, locale: 'nl-NL' })).newPage()
  await bo.goto(invitation)
  await expectAccessible(bo)
  await bo.getByLabel('Wachtwoord').fill('battery horse correct')
  await bo.getByRole('button', { name: 'Wachtwoord instellen' }).click()
  await expect(bo.getByRole('heading', { name: 'Recente segmenten' })).toBeVisible()
  await bo.goto('/admin/permissions')
  await expect(bo.getByText('Alleen beheerders zien wie toegang heeft.')).toBeVisible()

  await page.getByRole('button', { name: 'More actions for Bo' }).click()
  await page.getByRole('menuitem', { name: 'Change role' }).click()
  await pane.getByRole('radio', { name: 'Administrator' }).check()
  await pane.getByRole('button', { name: 'Save' }).click()
  await expect(row).toContainText('Administrator')
  await bo.reload()
  await expect(bo.getByRole('row', { name: /bo@contoso\.example/ })).toContainText('Beheerder')
  await expectAccessible(bo)

  await page.getByRole('button', { name: 'More actions for Bo' }).click()
  await page.getByRole('menuitem', { name: 'Remove' }).click()
  const question = page.getByRole('alertdialog')
  await expect(question).toContainText('loses access to this environment at once')
  await question.getByRole('button', { name: 'Remove' }).click()
  // While it is open, nothing behind it can be found by its role.
  await expect(question).toBeHidden()
  await expect(row).toHaveCount(0)
  await bo.reload()
  await expect(bo.getByRole('heading', { name: 'Nog geen omgeving' })).toBeVisible()
  await expectAccessible(bo)
  await bo.context().close()
})

test('a key is shown once, works, and stops working when it is revoked', async ({ page, product, signIn }) => {
  await signIn(page)
  await page.goto('/admin/permissions')
  await page.getByRole('button', { name: 'Add key' }).click()
  const pane = page.getByRole('dialog')
  await pane.getByLabel('Name').fill('dbt, nightly')
  await pane.getByRole('button', { name: 'Save' }).click()
  const key = await pane.getByLabel('Key', { exact: true }).inputValue()
  await pane.getByRole('button', { name: 'Close' }).last().click()
  const call = () => fetch(`${product.url}/api/v1/instances`, { headers: { 'X-API-Key': key } })
  expect((await call()).status).toBe(200)

  const keys = page.getByRole('table', { name: 'API keys' })
  await expect(keys).toContainText(key.slice(0, 8))
  expect(await page.content()).not.toContain(key)
  await page.getByRole('button', { name: 'More actions for dbt, nightly' }).click()
  await page.getByRole('menuitem', { name: 'Revoke' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Revoke' }).click()
  await expect(page.getByText('dbt, nightly')).toHaveCount(0)
  expect((await call()).status).toBe(401)
})
