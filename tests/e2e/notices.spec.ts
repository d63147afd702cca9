import type { Page } from '@playwright/test'
import { expectAccessible } from '#tests/support/accessible.ts'
import { ADMINISTRATOR, expect, test } from '#tests/support/browser.ts'
import { productApi } from '#tests/support/product-api.ts'
import { answer, startReceiver } from '#tests/support/receiver.ts'

const SUBSCRIPTIONS = '/admin/export-destinations/power-automate/subscriptions'

const bell = (page: Page, text: string) => page.getByRole('button', { name: text, exact: true })

/** An environment of its own with two subscriptions to a segment, whose events are refused by the receivers given. */
const given = test.extend<{ environment: Awaited<ReturnType<typeof makeEnvironment>> }>({
  environment: async ({ product, page, signIn, context }, use) => {
    const environment = await makeEnvironment(productApi(product))
    await signIn(page)
    await context.addCookies([{ name: 'instance', value: environment.instanceId, url: product.url }])
    await use(environment)
  },
})

async function makeEnvironment(api: ReturnType<typeof productApi>) {
  const { instanceId } = await api('POST', '/instances', { name: 'Litware' })
  const base = `/instances/${instanceId}/manage`
  await api('POST', `${base}/segments`, { name: 'Readers', friendlyName: 'Newsletter readers', kind: 'external' })
  const report = (memberCount: number) => api('POST', `${base}/segments/Readers/reports`, { memberCount })
  await report(1100)
  const subscribe = (notificationUrl: string): Promise<{ id: string }> =>
    api('POST', `${base}/hooks/segment-threshold-crossed`, { notificationUrl, segmentName: 'Readers', threshold: 1200 })
  return { instanceId, report, subscribe }
}

given(
  'whoever should know of a flow that is off sees it at once, goes there, and has read it',
  async ({ page, environment }) => {
    await using off = await startReceiver(answer(400, { code: 'WorkflowTriggerIsNotEnabled' }))
    await using gone = await startReceiver(answer(410))
    await environment.subscribe(off.url('/off'))
    await page.goto('/segments')
    await bell(page, 'Notices: none unread').click()
    const pane = page.getByRole('dialog', { name: 'Notices' })
    await expect(pane.getByText('Nothing to tell')).toBeVisible()
    await expect(pane.getByRole('button', { name: 'Mark all as read' })).toBeDisabled()
    await expectAccessible(page)

    await environment.report(1300)
    const first = pane.getByRole('listitem').filter({ hasText: 'Subscription paused' })
    await expect(first).toContainText('Segment threshold crossed, Newsletter readers')
    await expect(first).toContainText('The flow is turned off.')
    await expect(first).toContainText('127.0.0.1')
    await expectAccessible(page)
    await page.keyboard.press('Escape')
    await expect(bell(page, 'Notices: 1 unread')).toBeFocused()

    await environment.report(1000)
    const { id } = await environment.subscribe(gone.url('/gone'))
    await environment.report(1300)
    await bell(page, 'Notices: 2 unread').click()
    const second = pane.getByRole('listitem').filter({ hasText: 'Flow is gone' })
    await second.getByRole('link', { name: 'Show subscription' }).click()
    await expect(pane).toBeHidden()
    await expect(page).toHaveURL(`${SUBSCRIPTIONS}?subscription=${id}`)
    await expect(page.getByRole('dialog', { name: 'Segment threshold crossed' })).toContainText('Gone')
    await page.keyboard.press('Escape')

    await bell(page, 'Notices: 1 unread').click()
    await expect(second.getByText('Unread')).toBeHidden()
    await first.getByRole('button', { name: 'Mark as read' }).click()
    await expect(first.getByText('Unread')).toBeHidden()
    await page.keyboard.press('Escape')
    await expect(bell(page, 'Notices: none unread')).toBeFocused()
  },
)

given('all are marked as read together, and in Dutch', async ({ page, product, context, environment }) => {
  await using off = await startReceiver(answer(400, { code: 'WorkflowTriggerIsNotEnabled' }))
  for (const path of ['/a', '/b', '/c']) await environment.subscribe(off.url(path))
  await environment.report(1300)
  await context.addCookies([{ name: 'locale', value: 'nl', url: product.url }])
  await page.setViewportSize({ width: 400, height: 800 })
  await page.goto('/segments')
  await bell(page, 'Meldingen: 3 ongelezen').click()
  const pane = page.getByRole('dialog', { name: 'Meldingen' })
  await expect(pane.getByRole('listitem')).toHaveCount(3)
  await expect(pane).toContainText('De stroom is uitgeschakeld.')
  await expectAccessible(page)
  await pane.getByRole('button', { name: 'Alles markeren als gelezen' }).click()
  await expect(pane.getByText('Ongelezen')).toHaveCount(0)
  await page.keyboard.press('Escape')
  await expect(bell(page, 'Meldingen: geen ongelezen')).toBeVisible()
  await page.reload()
  await expect(bell(page, 'Meldingen: geen ongelezen')).toBeVisible()
})

given(
  'a link of an e-mail leads into its environment, also through the sign-in',
  async ({ page, product, context, environment }) => {
    const { id } = await environment.subscribe('http://127.0.0.1:9/never')
    await page.goto('about:blank')
    await context.clearCookies()
    await context.addCookies([{ name: 'locale', value: 'en', url: product.url }])
    await page.goto(`${SUBSCRIPTIONS}?environment=${environment.instanceId}&subscription=${id}`)
    await page.getByLabel('Email').fill(ADMINISTRATOR.email)
    await page.getByLabel('Password').fill(ADMINISTRATOR.password)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await expect(page).toHaveURL(`${SUBSCRIPTIONS}?subscription=${id}`)
    await expect(page.getByRole('button', { name: 'Environment: Litware' })).toBeVisible()
    await expect(page.getByRole('dialog', { name: 'Segment threshold crossed' })).toContainText('Newsletter readers')
    // The picker goes on from there.
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: /^Environment/ }).click()
    await page.getByRole('menuitemradio', { name: 'Main' }).click()
    await expect(page.getByRole('button', { name: 'Environment: Main' })).toBeVisible()
  },
)

test('a deployment administrator who tries e-mail is told what is missing', async ({ page, signIn }) => {
  await signIn(page)
  await page.getByRole('button', { name: /^Notices/ }).click()
  await page.getByRole('button', { name: 'Send test e-mail' }).click()
  const said = 'E-mail is not set up: the operator sets SMTP_URL and MAIL_FROM.'
  await expect(page.getByText(said, { exact: true })).toBeVisible()
})
