import { expectAccessible } from '#tests/support/accessible.ts'
import { ADMINISTRATOR, expect, test } from '#tests/support/browser.ts'
import { productApi } from '#tests/support/product-api.ts'
import { answer, startReceiver } from '#tests/support/receiver.ts'

const PATH = '/admin/export-destinations/power-automate'

/** An environment of its own with a segment that is reported from elsewhere, and the page looking at it. */
const given = test.extend<{ environment: Awaited<ReturnType<typeof makeEnvironment>> }>({
  environment: async ({ product, page, signIn, context }, use) => {
    const environment = await makeEnvironment(product)
    await signIn(page)
    await context.addCookies([{ name: 'instance', value: environment.instanceId, url: product.url }])
    await use(environment)
  },
})

async function makeEnvironment(product: { url: string; adminKey: string }) {
  const api = productApi(product)
  const { instanceId } = await api('POST', '/instances', { name: 'Contoso' })
  const manage = `/instances/${instanceId}/manage`
  const segment = { name: 'Readers', friendlyName: 'Newsletter readers', kind: 'external' }
  await api('POST', `${manage}/segments`, segment)
  const report = (memberCount: number) => api('POST', `${manage}/segments/Readers/reports`, { memberCount })
  await report(1100)
  const body = (notificationUrl: string) => ({ notificationUrl, segmentName: 'Readers', threshold: 1200 })
  const hooks = `${manage}/hooks/segment-threshold-crossed`
  return {
    instanceId,
    api,
    manage,
    report,
    subscribe: (url: string) => api('POST', hooks, body(url)),
    subscribeWith: (key: string, url: string) => productApi({ ...product, adminKey: key })('POST', hooks, body(url)),
    /** Rises above the threshold as often, and falls below it again. */
    async cross(times: number) {
      for (let time = 0; time < times; time++) {
        await report(1300)
        await report(1100)
      }
    },
  }
}

given('what was kept is looked at before it is sent, and only the latest is', async ({ page, environment }) => {
  await using receiver = await startReceiver()
  const { id } = await environment.subscribe(receiver.url('/flow'))
  await environment.api('PATCH', `${environment.manage}/hooks/${id}`, { status: 'paused' })
  await environment.cross(3)
  await page.goto(`${PATH}/subscriptions`)
  const row = page.getByRole('row', { name: /Segment threshold crossed/ })
  await row.getByRole('link').click()
  const pane = page.getByRole('dialog', { name: 'Segment threshold crossed' })
  await pane.getByRole('button', { name: 'Resume' }).click()

  const dialog = page.getByRole('dialog', { name: 'Resume this subscription?' })
  await expect(dialog).toContainText('3 events are kept')
  await expect(dialog.getByRole('status')).toContainText('3 are sent, none is canceled.')
  await dialog.getByRole('radio', { name: /None of them/ }).check()
  await expect(dialog.getByRole('status')).toContainText('None is sent, 3 are canceled.')
  await dialog.getByRole('radio', { name: /Only the latest/ }).check()
  await dialog.getByLabel('Age').selectOption({ label: 'No older than 1 day' })
  await expect(dialog.getByRole('status')).toContainText('1 is sent, 2 are canceled.')
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Resume' }).click()

  await expect(dialog).toBeHidden()
  await expect.poll(() => receiver.received.length).toBe(1)
  await expect(pane).toContainText('Active')
  await page.goto(`${PATH}/deliveries?status=cancelled`)
  const canceled = page.getByRole('table', { name: 'Deliveries' }).getByRole('row', { name: /Newsletter readers/ })
  await expect(canceled).toHaveCount(2)
  await canceled.first().click()
  await expect(page.getByRole('dialog')).toContainText('chose the latest event of each object')
})

given('nothing kept, nothing asked', async ({ page, environment }) => {
  await using receiver = await startReceiver()
  const { id } = await environment.subscribe(receiver.url('/flow'))
  await environment.api('PATCH', `${environment.manage}/hooks/${id}`, { status: 'paused' })
  await page.goto(`${PATH}/subscriptions`)
  const row = page.getByRole('row', { name: /Segment threshold crossed/ })
  await expect(row).toContainText('Paused')
  await page.getByRole('button', { name: /More actions for/ }).click()
  await page.getByRole('menuitem', { name: 'Resume' }).click()
  await expect(row).toContainText('Active')
  await expect(page.getByRole('dialog')).toHaveCount(0)
})

given('whose owner has left is handed over, and goes on', async ({ page, environment }) => {
  await using receiver = await startReceiver()
  const { keyId, key } = await environment.api('POST', `${environment.manage}/keys`, {
    name: 'Old',
    role: 'Contributor',
  })
  await environment.subscribeWith(key, receiver.url('/flow'))
  const colleague = { email: 'colleague@contoso.example', name: 'Colleague', role: 'Contributor' }
  await environment.api('POST', `${environment.manage}/members`, colleague)
  await page.goto(`${PATH}/subscriptions`)
  const row = page.getByRole('row', { name: /Segment threshold crossed/ })
  await expect(row).toContainText('Old')
  await environment.api('DELETE', `${environment.manage}/keys/${keyId}`)
  await expect(row).toContainText('Hand it over, or remove it.')
  await environment.cross(2)

  await page.getByRole('button', { name: /More actions for/ }).click()
  await expect(page.getByRole('menuitem', { name: 'Resume' })).toHaveCount(0)
  await page.getByRole('menuitem', { name: 'Hand over…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Hand over this subscription' })
  const owner = dialog.getByLabel('New owner')
  await expect(owner.locator('option:checked')).toContainText(ADMINISTRATOR.email)
  await expect(dialog).toContainText('2 events are kept')
  await expectAccessible(page)
  await owner.selectOption({ label: 'Colleague (colleague@contoso.example)' })
  await dialog.getByRole('button', { name: 'Hand over' }).click()
  await expect(dialog).toBeHidden()
  await expect(row).toContainText('Colleague')
  await expect(row).toContainText('Active')
  await expect.poll(() => receiver.received.length).toBe(2)
})

given('what flows have left behind is removed at once', async ({ page, environment }) => {
  await using receiver = await startReceiver(answer(410))
  await using alive = await startReceiver()
  await environment.subscribe(receiver.url('/first'))
  await environment.subscribe(receiver.url('/second'))
  await environment.subscribe(alive.url('/third'))
  await environment.report(1300)
  await page.goto(`${PATH}/subscriptions`)
  const rows = page.getByRole('row', { name: /Segment threshold crossed/ })
  await expect(page.getByText('2 subscriptions belong to flows that are gone')).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Remove all that are gone' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click()
  await expect(rows).toHaveCount(1)
  await expect(rows).toContainText('Active')
  await expect(page.getByText('flows that are gone')).toHaveCount(0)
})
