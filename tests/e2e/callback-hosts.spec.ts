import { expectAccessible } from '#tests/support/accessible.ts'
import { expect, test } from '#tests/support/browser.ts'
import { productApi } from '#tests/support/product-api.ts'

test('a deployment administrator adds a host and removes it, and sees who needs it', async ({
  page,
  product,
  signIn,
}) => {
  const api = productApi(product)
  const { instanceId } = await api('POST', '/instances', { name: 'Fabrikam' })
  await signIn(page)
  await page.goto('/admin/permissions')
  const hosts = page.getByRole('table', { name: 'Callback hosts' })
  await expect(hosts.getByRole('row', { name: /^logic\.azure\.com/ })).toContainText('The operator’s settings')

  await page.getByRole('button', { name: 'Add host' }).click()
  const dialog = page.getByRole('dialog', { name: 'Add host' })
  await dialog.getByRole('textbox', { name: 'Host' }).fill('https://fabrikam.example/x')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(dialog).toContainText('Enter a host name')
  await dialog.getByRole('textbox', { name: 'Host' }).fill('*')
  await expect(dialog).toContainText('everybody who may subscribe')
  await expectAccessible(page)
  await dialog.getByRole('textbox', { name: 'Host' }).fill('fabrikam.example')
  await dialog.getByRole('button', { name: 'Save' }).click()
  const row = hosts.getByRole('row', { name: /^fabrikam\.example/ })
  await expect(row).toContainText('admin@contoso.example')

  const notificationUrl = `https://8.8.8.8/${crypto.randomUUID()}`
  await api('POST', '/callbackHosts', { host: '8.8.8.8' })
  await api('POST', `/instances/${instanceId}/manage/hooks/full-refresh-completed`, { notificationUrl })
  await page.reload()
  await page.getByRole('button', { name: 'More actions for 8.8.8.8' }).click()
  await page.getByRole('menuitem', { name: 'Remove' }).click()
  await expect(page.getByRole('alertdialog')).toContainText('One subscription needs it')
  await page.getByRole('button', { name: 'Remove', exact: true }).click()
  const refused = page.getByRole('table', { name: 'Subscriptions whose host is not allowed' })
  await expect(refused.getByRole('row', { name: /8\.8\.8\.8/ })).toContainText('Fabrikam')
  await expectAccessible(page)

  await page.getByRole('button', { name: 'More actions for fabrikam.example', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Remove' }).click()
  await expect(page.getByRole('alertdialog')).toContainText('No subscription needs it')
  await page.getByRole('button', { name: 'Remove', exact: true }).click()
  await expect(row).toHaveCount(0)
})
