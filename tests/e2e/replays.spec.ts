import { expectAccessible } from '#tests/support/accessible.ts'
import { expect, test } from '#tests/support/browser.ts'
import { productApi } from '#tests/support/product-api.ts'
import { accept, answer, startReceiver } from '#tests/support/receiver.ts'

const PATH = '/admin/export-destinations/power-automate'

/** An environment of its own where so many deliveries have failed, and the page looking at it. */
const given = test.extend<{ failed: (count: number) => ReturnType<typeof fail> }>({
  failed: async ({ product, page, signIn, context }, use) => {
    await signIn(page)
    const receivers = new AsyncDisposableStack()
    await use(async count => {
      const environment = await fail(productApi(product), receivers, count)
      await context.addCookies([{ name: 'instance', value: environment.instanceId, url: product.url }])
      return environment
    })
    await receivers.disposeAsync()
  },
})

async function fail(api: ReturnType<typeof productApi>, receivers: AsyncDisposableStack, count: number) {
  const receiver = receivers.use(await startReceiver(answer(413)))
  const { instanceId } = await api('POST', '/instances', { name: 'Contoso' })
  const base = `/instances/${instanceId}/manage`
  const { id: hookId } = await api('POST', `${base}/hooks/full-refresh-completed`, {
    notificationUrl: receiver.url('/flow'),
  })
  for (let number = 0; number < count; number++) {
    await api('POST', `/instances/${instanceId}/workflows/main/reports`, { operationType: 'all', status: 'successful' })
  }
  const failedOnes = async () => (await api('GET', `${base}/deliveries?status=failed`)).value.length
  await expect.poll(failedOnes).toBe(count)
  return { instanceId, api, base, receiver, hookId }
}

given('those that are selected are sent again, and the recent replays say so', async ({ page, failed }) => {
  const { receiver } = await failed(3)
  await page.goto(`${PATH}/deliveries`)
  const rows = page.getByRole('table', { name: 'Deliveries' }).getByRole('row')
  await expect(rows).toHaveCount(1 + 3)
  await expect(page.getByRole('button', { name: /selected/ })).toHaveCount(0)
  await rows.nth(1).getByRole('checkbox').check()
  await rows.nth(3).getByRole('checkbox').check()
  await page.getByRole('button', { name: 'Replay 2 selected' }).click()
  const dialog = page.getByRole('dialog', { name: 'Replay deliveries' })
  await expect(dialog).toContainText('2 deliveries are sent again, each with the webhook-id that it had.')
  await expectAccessible(page)
  receiver.answerWith(accept)
  await dialog.getByRole('button', { name: 'Replay', exact: true }).click()
  await expect(dialog).toBeHidden()
  await expect(rows.filter({ hasText: 'Delivered' })).toHaveCount(2)
  await expect(page.getByRole('button', { name: /selected/ })).toHaveCount(0)

  await page.getByRole('button', { name: 'Recent replays' }).click()
  const pane = page.getByRole('dialog', { name: 'Recent replays' })
  await expect(pane).toContainText('2 chosen deliveries')
  await expect(pane).toContainText('Completed')
  await expect(pane).toContainText('2 of 2 sent')
  await expectAccessible(page)
})

given('all that match are counted, sent at a rate, paused, resumed and cancelled', async ({ page, failed }) => {
  const { receiver, api, base } = await failed(30)
  receiver.answerWith(accept)
  await page.goto(`${PATH}/deliveries?status=failed&type=full-refresh-completed`)
  await page.getByRole('button', { name: 'Replay all that match…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Replay deliveries' })
  await expect(dialog).toContainText('30 deliveries are sent again')
  await expect(dialog).toContainText('It takes about 1 second.')
  await dialog.getByLabel('At most').selectOption({ label: '1 a second' })
  await expect(dialog).toContainText('It takes about 30 seconds.')
  await dialog.getByRole('button', { name: 'Replay', exact: true }).click()

  const underWay = page.getByRole('list', { name: 'Replays under way' })
  await expect(underWay).toContainText('Failed · Full refresh completed')
  await expect(underWay).toContainText('1 a second')
  await expect(underWay.getByRole('progressbar')).toBeVisible()
  await underWay.getByRole('button', { name: 'Pause' }).click()
  await expect(underWay).toContainText('Paused')
  await expectAccessible(page)
  await underWay.getByRole('button', { name: 'Resume' }).click()
  await expect(underWay).toContainText('Sending')
  await expect
    .poll(async () => (await api('GET', `${base}/deliveries?status=delivered`)).value.length)
    .toBeGreaterThan(0)
  await underWay.getByRole('button', { name: 'Cancel replay' }).click()
  await expect(underWay).toHaveCount(0)
  await page.getByRole('button', { name: 'Recent replays' }).click()
  await expect(page.getByRole('dialog', { name: 'Recent replays' })).toContainText('Canceled')
})

given('what is not sent again is told with the reason', async ({ page, failed }) => {
  const { api, base, hookId } = await failed(2)
  await api('DELETE', `${base}/hooks/${hookId}`)
  await page.goto(`${PATH}/deliveries`)
  await page.getByRole('button', { name: 'Replay all…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Replay deliveries' })
  await expect(dialog).toContainText('Nothing would be sent again.')
  await expect(dialog).toContainText('2: their subscription was removed')
  await expect(dialog.getByRole('button', { name: 'Replay', exact: true })).toHaveAttribute('aria-disabled', 'true')
  await expectAccessible(page)
})

given('a secret is rotated, shown once, and the old one is told until when', async ({ page, failed }) => {
  const { hookId } = await failed(0)
  await page.goto(`${PATH}/subscriptions?subscription=${hookId}`)
  const pane = page.getByRole('dialog', { name: 'Full refresh completed' })
  await pane.getByRole('button', { name: 'Rotate secret' }).click()
  const dialog = page.getByRole('dialog', { name: 'Rotate secret' })
  await expect(dialog.getByLabel('The old one goes on signing for')).toHaveValue('24')
  await dialog.getByLabel('The old one goes on signing for').selectOption({ label: '7 days' })
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Rotate secret' }).click()
  const shown = page.getByRole('alertdialog', { name: 'New signing secret' })
  await expect(shown.getByLabel('New signing secret', { exact: true })).toHaveValue(/^whsec_/)
  await expect(shown).toContainText('It is shown this once.')
  await expectAccessible(page)
  await shown.getByRole('button', { name: 'Close' }).click()
  await expect(pane).toContainText('Old secret signs until')
  await expect(page.getByText('whsec_')).toHaveCount(0)
})
