import { expectAccessible } from '#tests/support/accessible.ts'
import { expect, test } from '#tests/support/browser.ts'
import { productApi } from '#tests/support/product-api.ts'
import { answer, startReceiver } from '#tests/support/receiver.ts'

const PATH = '/admin/export-destinations/power-automate'

/** An environment of its own with a segment that is reported from elsewhere, and the page looking at it. */
const given = test.extend<{ environment: Awaited<ReturnType<typeof makeEnvironment>> }>({
  environment: async ({ product, page, signIn, context }, use) => {
    const environment = await makeEnvironment(productApi(product))
    await signIn(page)
    await context.addCookies([{ name: 'instance', value: environment.instanceId, url: product.url }])
    await use(environment)
  },
})

async function makeEnvironment(api: ReturnType<typeof productApi>) {
  const { instanceId } = await api('POST', '/instances', { name: 'Contoso' })
  const base = `/instances/${instanceId}`
  const segment = { name: 'Readers', friendlyName: 'Newsletter readers', kind: 'external' }
  await api('POST', `${base}/manage/segments`, segment)
  const report = (memberCount: number) => api('POST', `${base}/manage/segments/Readers/reports`, { memberCount })
  await report(1100)
  const subscribe = (notificationUrl: string, parameters: object = {}) =>
    api('POST', `${base}/manage/hooks/segment-threshold-crossed`, {
      notificationUrl,
      segmentName: 'Readers',
      ...parameters,
    })
  return { instanceId, api, base, report, subscribe }
}

given('the four tabs are addresses of their own, with titles', async ({ page, environment: _ }) => {
  await page.goto(PATH)
  const pages = [
    ['Overview', PATH, 'Power Automate · Highwater'],
    ['Thresholds', `${PATH}/thresholds`, 'Thresholds · Power Automate · Highwater'],
    ['Subscriptions', `${PATH}/subscriptions`, 'Subscriptions · Power Automate · Highwater'],
    ['Deliveries', `${PATH}/deliveries`, 'Deliveries · Power Automate · Highwater'],
  ] as const
  for (const [name, address, title] of pages) {
    await page.getByRole('tab', { name }).click()
    await expect(page).toHaveURL(address)
    await expect(page).toHaveTitle(title)
    await expect(page.getByRole('tab', { name })).toHaveAttribute('aria-selected', 'true')
    await expectAccessible(page)
  }
})

given('the overview shows the six triggers, and what is wrong', async ({ page, environment }) => {
  await using receiver = await startReceiver(answer(413))
  await environment.subscribe(receiver.url('/flow'), { threshold: 1200 })
  await page.goto(PATH)
  const table = page.getByRole('table', { name: 'Triggers' })
  await expect(table.getByRole('row')).toHaveCount(1 + 6)
  const row = table.getByRole('row', { name: /Segment threshold crossed/ })
  await expect(row).toContainText('1 flow')
  await expect(row).toContainText('127.0.0.1')
  await expect(row).toContainText('Never')

  await environment.report(1300)
  await expect(page.getByText('1 delivery failed in the last 24 hours')).toBeVisible()
  await expect(row).toContainText(/ago|now/)
  await expectAccessible(page)
  await page.getByRole('link', { name: 'See failed deliveries' }).click()
  await expect(page.getByRole('row', { name: /Newsletter readers/ })).toContainText('413')
})

given('a threshold is added, changed and removed, beside the current value', async ({ page, environment }) => {
  await page.goto(`${PATH}/thresholds`)
  await expect(page.getByRole('table', { name: 'Thresholds' })).toBeVisible()
  await expect(page.getByText('No thresholds yet')).toBeVisible()
  await page.getByRole('button', { name: 'Add threshold' }).click()
  const dialog = page.getByRole('dialog', { name: 'Add threshold' })
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(dialog).toContainText('Fill this in.')
  await dialog.getByLabel('Segment or measure').selectOption({ label: 'Newsletter readers' })
  await expect(dialog).toContainText('It is 1,100 now.')
  const value = dialog.getByRole('spinbutton', { name: 'Threshold' })
  await value.fill('1000')
  await expect(dialog).toContainText('it fires only after the value has been at or below it')
  await value.fill('1200')
  await expect(dialog).toContainText('A flow is started when it rises above the threshold.')
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Save' }).click()

  const row = page.getByRole('row', { name: /Newsletter readers > 1,200/ })
  await expect(row).toContainText('1,100')
  await expect(row).toContainText('Above')
  await expect(row).toContainText('Armed')
  await environment.report(1250)
  await expect(row).toContainText('1,250')
  await expect(row).toContainText('Exceeded')

  await row.getByRole('link').click()
  const change = page.getByRole('dialog', { name: 'Change threshold' })
  await change.getByRole('spinbutton', { name: 'Threshold' }).fill('1300')
  await change.getByLabel('Name').fill('Big enough to mail')
  await change.getByRole('button', { name: 'Save' }).click()
  const renamed = page.getByRole('row', { name: /Big enough to mail/ })
  await expect(renamed).toContainText('1,300')
  await expect(renamed).toContainText('Armed')

  await page.getByRole('button', { name: 'More actions for Big enough to mail' }).click()
  await page.getByRole('menuitem', { name: 'Remove' }).click()
  const question = page.getByRole('alertdialog')
  await expect(question).toContainText('no flow listens to it')
  await question.getByRole('button', { name: 'Remove' }).click()
  await expect(page.getByText('No thresholds yet')).toBeVisible()
})

given('a subscription appears by itself, is paused, resumed and removed', async ({ page, environment }) => {
  await using receiver = await startReceiver()
  await page.goto(`${PATH}/subscriptions`)
  await expect(page.getByRole('table', { name: 'Subscriptions' })).toBeVisible()
  await expect(page.getByText('No flow has subscribed yet')).toBeVisible()
  await environment.subscribe(receiver.url('/flow'), { threshold: 1200 })
  const row = page.getByRole('row', { name: /Segment threshold crossed/ })
  await expect(row).toContainText('1,200')
  await expect(row).toContainText('Active')
  await expect(row).toContainText('ADMIN_API_KEY')
  await expectAccessible(page)

  await row.getByRole('link').click()
  const pane = page.getByRole('dialog', { name: 'Segment threshold crossed' })
  await expect(page).toHaveURL(/subscription=/)
  await pane.getByRole('button', { name: 'Pause' }).click()
  await expect(pane).toContainText('Somebody paused it.')
  await environment.report(1300)
  await pane.getByRole('button', { name: 'Resume' }).click()
  await page.getByRole('dialog', { name: 'Resume this subscription?' }).getByRole('button', { name: 'Resume' }).click()
  await expect.poll(() => receiver.received.length).toBe(1)
  await expect(pane).toContainText('202')
  await expectAccessible(page)

  await pane.getByRole('button', { name: 'Remove' }).click()
  const question = page.getByRole('alertdialog', { name: 'Remove this subscription?' })
  await expect(question).toContainText('127.0.0.1')
  await question.getByRole('button', { name: 'Remove' }).click()
  await expect(pane).toBeHidden()
  await expect(page.getByText('No flow has subscribed yet')).toBeVisible()
})

given('a delivery appears by itself, opens under an address, and is replayed', async ({ page, environment }) => {
  await using receiver = await startReceiver(answer(413))
  await environment.subscribe(receiver.url('/flow'), { threshold: 1200 })
  await page.goto(`${PATH}/deliveries`)
  await expect(page.getByRole('table', { name: 'Deliveries' })).toBeVisible()
  await expect(page.getByText('Nothing was sent yet')).toBeVisible()
  await environment.report(1300)
  const row = page.getByRole('row', { name: /Newsletter readers/ })
  await expect(row).toContainText('Failed')
  await expect(row).toContainText('413')
  await row.click()
  const pane = page.getByRole('dialog', { name: 'Segment threshold crossed' })
  await expect(pane.getByRole('region', { name: 'Payload' })).toContainText('"currentValue": 1300')
  await expect(pane).toContainText('Attempt 1')
  await expectAccessible(page)

  await page.reload()
  receiver.answerWith(response => response.writeHead(202, { 'x-ms-workflow-run-id': 'run-of-the-replay' }).end())
  await pane.getByRole('button', { name: 'Replay' }).click()
  await expect(pane).toContainText('run-of-the-replay')
  await expect(pane).toContainText('Attempt 2')
  await page.goBack()
  await expect(pane).toBeHidden()
})

given('deliveries are filtered in the address, and more are loaded by the next link', async ({ page, environment }) => {
  await using receiver = await startReceiver()
  await environment.subscribe(receiver.url('/flow'), { threshold: 1200 })
  const times = 60
  for (let time = 0; time < times; time++) {
    await environment.report(1100)
    await environment.report(1300)
  }
  await expect.poll(() => receiver.received.length).toBe(times)
  await page.goto(`${PATH}/deliveries`)
  const rows = page.getByRole('table', { name: 'Deliveries' }).getByRole('row')
  await expect(rows).toHaveCount(1 + 50)
  await page.getByRole('button', { name: 'Load more' }).click()
  await expect(rows).toHaveCount(1 + times)
  await expect(page.getByRole('button', { name: 'Load more' })).toHaveCount(0)

  await page.getByLabel('Status').selectOption({ label: 'Failed' })
  await expect(page).toHaveURL(/status=failed/)
  await expect(page.getByText('Nothing matches the filter')).toBeVisible()
  await page.reload()
  await expect(page.getByLabel('Status')).toHaveValue('failed')
  await page.getByRole('link', { name: 'Show everything' }).click()
  await expect(rows).toHaveCount(1 + 50)
})
