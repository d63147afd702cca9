import { freePort } from '#bin/demo/child.ts'
import { expectAccessible } from '#tests/support/accessible.ts'
import { ADMINISTRATOR, expect, test } from '#tests/support/browser.ts'

const PATH = '/admin/export-destinations/power-automate/subscriptions'

test.use({
  settings: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright wants a pattern here
    async ({}, use) => {
      const FLOW_SIMULATOR = `http://127.0.0.1:${await freePort()}`
      const { email: ADMIN_EMAIL, password: ADMIN_PASSWORD } = ADMINISTRATOR
      // Nothing private is open beside the simulator.
      await use({ ADMIN_EMAIL, ADMIN_PASSWORD, FLOW_SIMULATOR, CALLBACK_ALLOW_PRIVATE: 'false' })
    },
    { scope: 'worker' },
  ],
})

test('a flow is simulated: it subscribes, gets a call, is turned off and comes back', async ({ page, signIn }) => {
  await signIn(page)
  await page.goto(PATH)
  await expect(page.getByText('No flow is simulated')).toBeVisible()
  await page.getByRole('button', { name: 'Simulate a flow' }).click()
  const form = page.getByRole('dialog', { name: 'Simulate a flow' })
  await form.getByLabel('Trigger').selectOption('Segment threshold crossed')
  await form.getByRole('button', { name: 'Simulate a flow' }).click()
  await expect(form).toContainText('Fill this in.')
  await form.getByLabel('Segment or measure').selectOption({ index: 1 })
  await expectAccessible(page)
  await form.getByRole('button', { name: 'Simulate a flow' }).click()

  const flow = page.getByRole('dialog', { name: 'Simulated flow' })
  await flow.getByRole('button', { name: 'Send test event' }).click()
  await expect(flow.getByRole('listitem')).toHaveCount(1)
  await expect(flow.getByRole('listitem')).toContainText('Signature checked')
  await expect(flow.getByRole('listitem')).toContainText('202')
  await expectAccessible(page)

  await flow.getByLabel('Behaviour').selectOption('Is turned off (400)')
  await expect(flow.getByLabel('Behaviour')).toHaveValue('off')
  await flow.getByRole('button', { name: 'Send test event' }).click()
  await expect(flow).toContainText('The flow is turned off.')
  await expect(flow.getByRole('button', { name: 'Send test event' })).toBeDisabled()
  await flow.getByLabel('Behaviour').selectOption('Accepts (202 with a run id)')
  await expect(flow.getByLabel('Behaviour')).toHaveValue('accepts')
  await flow.getByRole('button', { name: 'Resume' }).click()
  await expect(flow.getByRole('listitem').first()).toContainText('202')
  await expect(flow.getByRole('listitem')).toHaveCount(3)
  await expect(flow).toContainText('Active')

  await flow.getByRole('button', { name: 'Delete the flow' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete the flow' }).click()
  await expect(page.getByText('No flow is simulated')).toBeVisible()
  await expect(page.getByText('No flow has subscribed yet')).toBeVisible()
})

test('the set-up pane offers to try it without an account anywhere', async ({ page, signIn }) => {
  await signIn(page)
  await page.goto('/admin/export-destinations')
  await page.getByRole('button', { name: 'Set up' }).first().click()
  await page.getByLabel('Display name').fill('Marketing flows')
  await page.getByRole('checkbox', { name: 'I agree' }).check()
  await page.getByRole('button', { name: 'Connect' }).click()
  const pane = page.getByRole('dialog', { name: 'Set up Power Automate' })
  await expect(pane.getByRole('heading', { name: 'Try it without an account anywhere' })).toBeVisible()
  await pane.getByRole('link', { name: 'Simulate a flow' }).click()
  await expect(page.getByRole('dialog', { name: 'Simulate a flow' })).toBeVisible()
})
