import { expectAccessible } from '#tests/support/accessible.ts'
import { expect, test } from '#tests/support/browser.ts'
import { deploymentApi } from '#tests/support/deployment.ts'

test('a subscription that cannot fire says why and where to mend it, and is quiet once it is mended', async ({
  page,
  product,
  signIn,
}) => {
  const api = await deploymentApi(product)
  await api.post('manage/segments', { name: 'Quiet', friendlyName: 'Quiet ones', kind: 'external' })
  const flow = { notificationUrl: 'http://127.0.0.1:9/silent', segmentName: 'Quiet', threshold: 10 }
  const hook = await api.post('manage/hooks/segment-threshold-crossed', flow)
  await signIn(page)
  await page.goto('/admin/export-destinations/power-automate')
  const bar = page.getByText('It is refreshed elsewhere, and nothing has been reported yet.')
  await expect(bar).toBeVisible()
  await expectAccessible(page)
  await page.goto('/admin/export-destinations/power-automate/subscriptions?cannotFire=true')
  const row = page.getByRole('row', { name: /Quiet ones/ })
  await expect(row).toContainText('It cannot fire')
  await row.getByRole('link').first().click()
  const pane = page.getByRole('dialog')
  await expect(pane).toContainText('Have your pipeline report to it')
  await expectAccessible(page)

  await pane.getByRole('button', { name: 'Close' }).click()
  await page.getByRole('button', { name: /^Notices/ }).click()
  await expect(page.getByRole('list', { name: 'Notices' }).getByText('Cannot fire').first()).toBeVisible()
  await page.keyboard.press('Escape')
  await api.post('manage/segments/Quiet/reports', { memberCount: 5 })
  await page.goto(`/admin/export-destinations/power-automate/subscriptions?subscription=${hook.id}`)
  await expect(page.getByRole('dialog')).toContainText('Quiet ones')
  await expect(page.getByRole('dialog').getByText('It cannot fire')).toHaveCount(0)
})
