import { expectAccessible } from '#tests/support/accessible.ts'
import { expect, test } from '#tests/support/browser.ts'
import { deploymentApi } from '#tests/support/deployment.ts'

test('a full refresh is started, watched as it goes, and looked into', async ({ page, signIn }) => {
  await signIn(page)
  await page.goto('/admin/system')
  await expectAccessible(page)
  const jobs = page.getByRole('table', { name: 'Recent jobs' })
  const before = await jobs.getByRole('link', { name: 'Full refresh' }).count()
  await page.getByRole('button', { name: 'Refresh all' }).click()
  await expect(jobs.getByRole('link', { name: 'Full refresh' })).toHaveCount(before + 1)
  await jobs.getByRole('link', { name: 'Full refresh' }).first().click()
  const progress = page.getByRole('dialog', { name: 'Progress details' })
  await expect(progress.getByText(/^\d of \d refreshed$/).first()).toBeVisible()
  await expect(progress.getByText('Duration')).toBeVisible()
  const sources = progress.getByRole('button', { name: /Data sources/ })
  if ((await sources.getAttribute('aria-expanded')) === 'false') await sources.click()
  await expectAccessible(page)
  await progress.getByRole('button', { name: 'See details of CRM contacts' }).click()
  const task = page.getByRole('dialog', { name: 'Task details' })
  await expect(task.getByText('Data source: CRM contacts')).toBeVisible()
  await expect(task.getByText('5,000')).toBeVisible()
  await expectAccessible(page)
  await task.getByRole('button', { name: 'Progress details' }).click()
  await expect(progress).toBeVisible()
  await progress.getByRole('button', { name: 'Close' }).click()
  await expect(page).toHaveURL(/\/admin\/system$/)
})

test('the status of a task leads to the progress of its job', async ({ page, signIn }) => {
  await signIn(page)
  await page.goto('/admin/system')
  await page.getByRole('link', { name: 'CRM contacts: Successful. Show progress details' }).click()
  await expect(page.getByRole('dialog', { name: 'Progress details' })).toBeVisible()
  await page.keyboard.press('Escape')
  const group = page.getByRole('button', { name: /^Segments \(\d+\)$/ })
  const status = page.getByRole('table', { name: 'Status' })
  await expect(status).toContainText('Contacts in NSW')
  await group.click()
  await expect(status).not.toContainText('Contacts in NSW')
})

test('one thing is refreshed with what depends on it, and its last runs are looked at', async ({ page, signIn }) => {
  await signIn(page)
  await page.goto('/admin/system')
  const status = page.getByRole('table', { name: 'Status' })
  await expect(status.getByRole('button', { name: 'Unification (3)' })).toBeVisible()
  await page.getByRole('button', { name: 'More actions for Loyalty members' }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('menuitem', { name: 'Refresh with what depends on it' }).click()
  const jobs = page.getByRole('table', { name: 'Recent jobs' })
  const newest = jobs.getByRole('row').nth(1)
  await expect(newest).toContainText('Data sources')
  await newest.getByRole('link').click()
  const progress = page.getByRole('dialog', { name: 'Progress details' })
  for (const group of [/^Data sources/, /^Unification/, /^Measures/, /^Segments/]) {
    await expect(progress.getByRole('button', { name: group })).toBeVisible()
  }
  await expect(progress.getByText('Duration')).toBeVisible()
  await progress.getByRole('button', { name: 'Close' }).click()

  await status.getByRole('link', { name: 'Match: last runs' }).click()
  const runs = page.getByRole('dialog', { name: 'Last runs of Match' })
  await expect(runs.getByRole('row').nth(1)).toContainText('Successful')
  await expectAccessible(page)
  await runs.getByRole('row').nth(1).getByRole('link').click()
  await expect(page.getByRole('dialog', { name: 'Task details' }).getByText('Unification: Match')).toBeVisible()
  await expect(page.getByRole('dialog', { name: 'Task details' }).getByText('Links')).toBeVisible()
})

test('a job that waits is cancelled', async ({ page, product, signIn }) => {
  const api = await deploymentApi(product)
  await signIn(page)
  let last = ''
  for (let index = 0; index < 20; index++) {
    last = (await api.post('workflows/main/jobs?operationType=ingestion')).jobId
  }
  await page.goto(`/admin/system?job=${last}`)
  const progress = page.getByRole('dialog', { name: 'Progress details' })
  await progress.getByRole('button', { name: 'Cancel job' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Cancel job' }).click()
  await expect(progress.getByText('Canceled').first()).toBeVisible()
  expect((await api.get(`workflows/main/jobs/${last}`)).jobStatus).toBe('aborted')
})
