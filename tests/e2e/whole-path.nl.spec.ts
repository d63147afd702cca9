import { wholePath } from '#tests/e2e/whole-path.ts'
import { test } from '#tests/support/browser.ts'

test.use({ settings: {}, locale: 'nl-NL' })

test('the whole path in Dutch', async ({ page, product }) => {
  test.slow()
  await wholePath(
    {
      name: 'Naam',
      email: 'E-mailadres',
      password: 'Wachtwoord',
      createAdministrator: 'Beheerder maken',
      account: /^Account/,
      signOut: 'Afmelden',
      signIn: 'Aanmelden',
      exportDestinations: 'Exportbestemmingen',
      mine: 'Mijn exportbestemmingen',
      setUp: 'Instellen',
      setUpPowerAutomate: 'Power Automate instellen',
      displayName: 'Weergavenaam',
      agree: 'Ik ga akkoord',
      connect: 'Verbinden',
      openPowerAutomate: 'Power Automate openen',
      close: 'Sluiten',
      thresholds: 'Drempels',
      addThreshold: 'Drempel toevoegen',
      object: 'Segment of meetcriterium',
      threshold: 'Drempel',
      save: 'Opslaan',
      subscriptions: 'Abonnementen',
      deliveries: 'Leveringen',
      segmentCrossed: 'Segment boven drempel',
      delivered: 'Geleverd',
    },
    { page, product },
  )
})
