import { expectAccessible } from '#tests/support/accessible.ts'
import { expect, test } from '#tests/support/browser.ts'
import { deploymentApi } from '#tests/support/deployment.ts'

const csv = (text: string) => ({ name: 'orders.csv', mimeType: 'text/csv', buffer: Buffer.from(text) })

test('a CSV file is uploaded and refreshed, and a broken one is named by its line', async ({
  page,
  product,
  signIn,
}) => {
  await signIn(page)
  await page.goto('/data/data-sources')
  await page.getByRole('button', { name: 'Add data source' }).click()
  const pane = page.getByRole('dialog')
  await pane.getByLabel('Display name').fill('Web shop')
  await expect(pane.getByLabel('Unique name')).toHaveValue('WebShop')
  await expect(pane.getByLabel('Entity name')).toHaveValue('WebShop')
  await pane.locator('input[type=file]').setInputFiles(csv('id,amount\n1,10.5\n2,20\n'))
  await expect(pane.getByText('orders.csv, 0 kB')).toBeVisible()
  await expectAccessible(page)
  await pane.getByRole('button', { name: 'Save' }).click()

  const details = page.getByRole('dialog', { name: 'Web shop' })
  await expect(details.getByText('Not started')).toBeVisible()
  await expect(details.getByText('It has not been refreshed yet.')).toBeVisible()
  await details.getByRole('button', { name: 'Refresh' }).click()
  await expect(details.getByRole('row', { name: /Successful 2/ })).toBeVisible()
  await details.locator('input[type=file]').setInputFiles(csv('id,amount\n1,ten\n'))
  await expect(page.getByText('The file has been uploaded. Refresh Web shop to read it.').first()).toBeVisible()
  await details.getByRole('button', { name: 'Refresh' }).click()
  await expect(details.getByText('line 2')).toBeVisible()
  await expect(details.getByText('The rows of the last successful refresh are still in use.')).toBeVisible()
  await expectAccessible(page)
  await details.getByRole('button', { name: 'Close' }).click()
  await expect(page.getByRole('row', { name: /Web shop/ })).toContainText('Failed')

  const api = await deploymentApi(product)
  await api.post('manage/segments', {
    name: 'BigOrders',
    friendlyName: 'Big orders',
    kind: 'rule',
    entityName: 'WebShop',
    rule: { all: [{ attribute: 'amount', operator: 'gt', value: 15 }] },
  })
  await page.getByRole('button', { name: 'More actions for Web shop' }).click()
  await page.getByRole('menuitem', { name: 'Delete' }).click()
  const question = page.getByRole('alertdialog', { name: 'Delete Web shop?' })
  await expect(question).toContainText('Segments that can no longer be refreshed: “Big orders”.')
  await expectAccessible(page)
  await question.getByRole('button', { name: 'Cancel' }).click()
  await expect(page.getByRole('row', { name: /Web shop/ })).toBeVisible()
  await api.delete('manage/segments/BigOrders')
  await page.getByRole('button', { name: 'More actions for Web shop' }).click()
  await page.getByRole('menuitem', { name: 'Delete' }).click()
  await question.getByRole('button', { name: 'Delete' }).click()
  await expect(question).toBeHidden()
  await expect(page.getByRole('row', { name: /Web shop/ })).toHaveCount(0)
})

test('what is refreshed elsewhere says how to report, and shows each report', async ({ page, product, signIn }) => {
  await signIn(page)
  await page.goto('/data/data-sources?new=')
  const pane = page.getByRole('dialog')
  await pane.getByLabel('Display name').fill('dbt, nightly')
  await pane.getByRole('radio', { name: /Refreshed elsewhere/ }).check()
  await expect(pane.getByLabel('Entity name')).toHaveCount(0)
  await pane.getByRole('button', { name: 'Save' }).click()
  const details = page.getByRole('dialog', { name: 'dbt, nightly' })
  const command = await details.getByText('curl -X POST').textContent()
  const path = command?.match(/manage\/datasources\/[^/]+\/reports/)?.[0] ?? ''
  const api = await deploymentApi(product)
  await api.post(path, { status: 'failed', errorMessage: 'permission denied for table raw_orders' })
  await expect(details.getByText('permission denied for table raw_orders')).toBeVisible()
  await api.post(path, { status: 'successful', rows: 7000 })
  await expect(details.getByRole('row', { name: /Successful 7,000/ })).toBeVisible()
  await expect(details.getByText('permission denied for table raw_orders')).toHaveCount(0)
  await expectAccessible(page)
})

test('what is selected is refreshed together', async ({ page, signIn }) => {
  await signIn(page)
  await page.goto('/data/data-sources')
  const refresh = page.getByRole('toolbar').getByRole('button', { name: 'Refresh', exact: true })
  await expect(refresh).toBeDisabled()
  await page.getByRole('checkbox', { name: 'Select CRM contacts' }).check()
  await page.getByRole('checkbox', { name: 'Select Loyalty members' }).check()
  await expect(page.getByRole('button', { name: '2 selected: clear the selection' })).toBeVisible()
  await expectAccessible(page)
  await refresh.click()
  await expect(page.getByText('The refresh has started.').first()).toBeVisible()
  await expect(page.getByRole('checkbox', { name: 'Select CRM contacts' })).not.toBeChecked()
})
