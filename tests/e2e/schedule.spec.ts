import type { Page } from '@playwright/test'
import { expectAccessible } from '#tests/support/accessible.ts'
import { expect, test } from '#tests/support/browser.ts'
import { deploymentApi } from '#tests/support/deployment.ts'

const SCHEDULES = 'workflows/main/schedules'

async function open(page: Page) {
  await page.goto('/admin/system')
  await page.getByRole('tab', { name: 'Schedule' }).click()
  await expect(page.getByRole('switch', { name: 'Refresh by schedule' })).toBeVisible()
}

test('full refreshes are scheduled: off at first, then weekly, daily and at several times', async ({
  page,
  product,
  signIn,
}) => {
  const api = await deploymentApi(product)
  await signIn(page)
  await open(page)
  await expectAccessible(page)
  const toggle = page.getByRole('switch', { name: 'Refresh by schedule' })
  const save = page.getByRole('button', { name: 'Save' })
  await expect(toggle).not.toBeChecked()
  await expect(page.getByLabel('Time zone')).toBeHidden()

  await toggle.focus()
  await page.keyboard.press('Space')
  for (const day of ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday']) await page.getByText(day).click()
  await save.click()
  await expect(page.getByRole('group', { name: 'Days' })).toContainText('Choose a day at least.')
  for (const day of ['Monday', 'Tuesday', 'Wednesday', 'Thursday']) await page.getByText(day).click()
  await page.getByLabel('Time zone').selectOption('Europe/Amsterdam')
  await page.getByLabel('Time', { exact: true }).fill('02:30')
  await page.getByRole('button', { name: 'Add another time' }).click()
  await save.click()
  await expect(page.getByText('Enter a time.')).toBeVisible()
  await expectAccessible(page)
  await page.getByLabel('Time 2', { exact: true }).fill('14:00')
  await save.click()
  await expect(page.getByText(/^Next refresh: .*Europe\/Amsterdam$/)).toBeVisible()
  const [weekly] = await api.get(SCHEDULES)
  expect(weekly).toMatchObject({
    operationType: 'all',
    isActive: true,
    timezoneId: 'Europe/Amsterdam',
    cronSchedules: ['30 2 * * 1,2,3,4', '0 14 * * 1,2,3,4'],
  })

  await page.getByRole('radio', { name: 'Daily' }).check()
  await page.getByRole('button', { name: 'Remove Time 1' }).click()
  await save.click()
  await expect.poll(async () => (await api.get(SCHEDULES))[0].cronSchedules).toEqual(['0 14 * * *'])
  await expect(save).toBeDisabled()

  await page.reload()
  await expect(page.getByRole('radio', { name: 'Daily' })).toBeChecked()
  await toggle.click()
  await save.click()
  const kept = { isActive: false, cronSchedules: ['0 14 * * *'], nextRunTimestamp: null }
  await expect.poll(async () => (await api.get(SCHEDULES))[0]).toMatchObject(kept)
})

test('other schedules are shown, and removed', async ({ page, product, signIn }) => {
  const api = await deploymentApi(product)
  await api.post(SCHEDULES, {
    operationType: 'segmentation',
    timezoneId: 'UTC',
    cronSchedules: ['0 8 * * 1-5', '0 10 * * 0,6'],
  })
  await signIn(page)
  await open(page)
  const others = page.getByRole('table', { name: 'Other schedules' })
  await expect(others).toContainText('Sun and Sat 10:00')
  await expectAccessible(page)
  await others.getByRole('button', { name: 'Remove the schedule of Segments' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click()
  await expect(others).toBeHidden()
})
