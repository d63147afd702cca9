import type { Page } from '@playwright/test'
import { expect, test } from '#tests/support/browser.ts'
import { deploymentApi } from '#tests/support/deployment.ts'
import { startReceiver } from '#tests/support/receiver.ts'

const orders = (count: number) => ({
  name: 'orders.csv',
  mimeType: 'text/csv',
  buffer: Buffer.from(`id,amount\n${Array.from({ length: count }, (_, id) => `${id},${100 + id}`).join('\n')}\n`),
})

test('from an uploaded file to a fired threshold', async ({ page, product, signIn }) => {
  await using flow = await startReceiver()
  await signIn(page)

  await page.goto('/data/data-sources?new=')
  const newSource = page.getByRole('dialog')
  await newSource.getByLabel('Display name').fill('Till receipts')
  await newSource.locator('input[type=file]').setInputFiles(orders(8))
  await newSource.getByRole('button', { name: 'Save' }).click()
  const source = page.getByRole('dialog', { name: 'Till receipts' })
  await source.getByRole('button', { name: 'Refresh' }).click()
  await expect(source.getByRole('row', { name: /Successful 8/ })).toBeVisible()

  await page.goto('/segments?new=')
  const newSegment = page.getByRole('dialog', { name: 'New segment' })
  await newSegment.getByLabel('Display name').fill('Large receipts')
  await newSegment.getByRole('combobox', { name: 'Entity' }).selectOption('TillReceipts')
  const condition = newSegment.getByRole('group', { name: 'Condition 1', exact: true })
  await condition.getByLabel('Attribute').selectOption('amount')
  await condition.getByLabel('Operator').selectOption('gt')
  await condition.getByLabel('Value').fill('104')
  await newSegment.getByRole('button', { name: 'Save' }).click()
  const segment = page.getByRole('dialog', { name: 'Large receipts' })
  await expect(segment.getByRole('paragraph').first()).toHaveText('3Members')

  await page.goto('/admin/export-destinations/power-automate/thresholds')
  await page.getByRole('button', { name: 'Add threshold' }).first().click()
  const threshold = page.getByRole('dialog')
  await threshold.getByLabel('Segment or measure', { exact: true }).selectOption({ label: 'Large receipts' })
  await threshold.getByLabel('Threshold', { exact: true }).fill('5')
  await threshold.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('row', { name: /Large receipts/ })).toBeVisible()
  const api = await deploymentApi(product)
  await api.post('manage/hooks/segment-threshold-crossed', {
    notificationUrl: flow.url('/flow'),
    segmentName: 'LargeReceipts',
  })

  await page.goto('/data/data-sources')
  await page.getByRole('link', { name: 'Till receipts' }).click()
  await source.locator('input[type=file]').setInputFiles(orders(15))
  await expect(page.getByText('The file has been uploaded.', { exact: false }).first()).toBeVisible()
  await refreshEverything(page)

  await page.goto('/admin/export-destinations/power-automate/deliveries')
  const delivery = page.getByRole('row', { name: /Segment threshold crossed/ })
  await expect(delivery).toContainText('Delivered', { timeout: 30_000 })
  expect(flow.received).toHaveLength(1)
  expect(flow.received[0]?.json).toMatchObject({
    segmentName: 'LargeReceipts',
    threshold: 5,
    previousValue: 3,
    currentValue: 10,
  })
})

async function refreshEverything(page: Page) {
  await page.goto('/admin/system')
  await page.getByRole('button', { name: 'Refresh all' }).click()
  await expect(page.getByText('The refresh has started.').first()).toBeVisible()
}
