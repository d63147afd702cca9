import { wholePath } from '#tests/e2e/whole-path.ts'
import { test } from '#tests/support/browser.ts'

test.use({ settings: {}, locale: 'en-GB' })

test('the whole path in English: from the set-up link to a delivery that appears without a reload', async ({
  page,
  product,
}) => {
  test.slow()
  await wholePath(
    {
      name: 'Name',
      email: 'Email',
      password: 'Password',
      createAdministrator: 'Create administrator',
      account: /^Account/,
      signOut: 'Sign out',
      signIn: 'Sign in',
      exportDestinations: 'Export destinations',
      mine: 'My export destinations',
      setUp: 'Set up',
      setUpPowerAutomate: 'Set up Power Automate',
      displayName: 'Display name',
      agree: 'I agree',
      connect: 'Connect',
      openPowerAutomate: 'Open Power Automate',
      close: 'Close',
      thresholds: 'Thresholds',
      addThreshold: 'Add threshold',
      object: 'Segment or measure',
      threshold: 'Threshold',
      save: 'Save',
      subscriptions: 'Subscriptions',
      deliveries: 'Deliveries',
      segmentCrossed: 'Segment threshold crossed',
      delivered: 'Delivered',
    },
    { page, product },
  )
})
