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
  await pane.getByRole('button', { name: 'Show the first rows' }).click()
  await expect(pane.getByRole('columnheader', { name: 'amount (decimal)' })).toBeVisible()
  await expect(pane.getByRole('cell', { name: '10.5' })).toBeVisible()
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

test('the first rows of a file say what is wrong with it before it is saved', async ({ page, signIn }) => {
  await signIn(page)
  await page.goto('/data/data-sources?new=')
  const pane = page.getByRole('dialog')
  await expect(pane.getByRole('button', { name: 'Show the first rows' })).toHaveCount(0)
  const json = { name: 'orders.json', mimeType: 'application/json', buffer: Buffer.from('[{"id":1},{"id":]') }
  await pane.locator('input[type=file]').setInputFiles(json)
  await expect(pane.getByLabel('Format')).toHaveValue('json')
  await pane.getByRole('button', { name: 'Show the first rows' }).click()
  await expect(pane.getByRole('alert').or(pane.getByText('orders.json, record 2')).first()).toBeVisible()
  await expectAccessible(page)
})

test('a table is watched over a connection that is added on the way', async ({ page, product, signIn }) => {
  await signIn(page)
  await page.goto('/data/data-sources?new=')
  const pane = page.getByRole('dialog', { name: 'Add data source' })
  await pane.getByRole('radio', { name: /Database/ }).check()
  await pane.getByLabel('Display name').fill('Warehouse customers')
  await pane.getByRole('button', { name: 'Show the first rows' }).click()
  await expect(
    pane
      .getByText('Fill this in.')
      .or(pane.getByText('required', { exact: false }))
      .first(),
  ).toBeVisible()
  await pane.getByRole('button', { name: 'Add connection' }).click()
  const dialog = page.getByRole('dialog', { name: 'Add connection' })
  for (const [label, value] of Object.entries({
    'Connection name': 'warehouse',
    Host: '127.0.0.1',
    Port: '1',
    Database: 'sales',
    'User name': 'reader',
    Password: 'secret',
  })) {
    await dialog.getByLabel(label).fill(value)
  }
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(dialog).toBeHidden()
  await expect(pane.getByLabel('Connection').locator('option:checked')).toHaveText('warehouse (sales at 127.0.0.1)')
  await pane.getByRole('button', { name: 'Edit warehouse' }).click()
  const editing = page.getByRole('dialog', { name: 'Edit warehouse' })
  await editing.getByLabel('Database').fill('shop')
  await editing.getByRole('button', { name: 'Save' }).click()
  await expect(editing).toBeHidden()
  await expect(pane.getByLabel('Connection').locator('option:checked')).toHaveText('warehouse (shop at 127.0.0.1)')
  await pane.getByRole('textbox', { name: 'Table' }).fill('customers')
  await pane.getByRole('button', { name: 'Show the first rows' }).click()
  await expect(pane.getByText('127.0.0.1').last()).toBeVisible()
  await expectAccessible(page)
  await pane.getByRole('button', { name: 'Save' }).click()
  const details = page.getByRole('dialog', { name: 'Warehouse customers' })
  await details.getByRole('button', { name: 'Refresh' }).click()
  await expect(details.getByText(/127\.0\.0\.1:1 cannot be reached|private address/).first()).toBeVisible()
  const api = await deploymentApi(product)
  await api.delete(`manage/datasources/${new URL(page.url()).searchParams.get('source')}`)
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
