import { expectAccessible } from '#tests/support/accessible.ts'
import { expect, test } from '#tests/support/browser.ts'

test('the sample data are unified: what is mapped, matched and merged, and how many customers it made', async ({
  page,
  signIn,
}) => {
  await signIn(page)
  await page.goto('/data/unify')
  const result = page.getByLabel('Result of the last run')
  await expect(result).toContainText('5,012')
  await expect(result).toContainText('10,000')
  const contacts = page.getByRole('table', { name: 'Attributes of Contact' })
  await expect(contacts.getByLabel('Meaning of surname')).toHaveValue('Person.LastName')
  await expect(contacts.getByLabel('Meaning of soc_sec_id')).toHaveValue('')
  await expectAccessible(page)

  await page.getByRole('tab', { name: 'Match' }).click()
  const rules = page.getByRole('table', { name: /in LoyaltyMember$/ })
  await expect(rules.getByRole('row', { name: /Most attributes agree/ })).toContainText('At least 5 of 9 conditions')
  await expectAccessible(page)
  await page.getByRole('table', { name: 'Matches with the lowest score' }).getByRole('link').first().click()
  const customer = page.getByRole('dialog', { name: 'Customer' })
  await expect(customer.getByText(/^Matched by “.+” with a score of \d+%\.$/)).toBeVisible()
  await expect(customer.getByRole('heading', { name: /^Contact rec-\d+-org$/ })).toBeVisible()
  await expectAccessible(page)
  await page.keyboard.press('Escape')

  await page.getByRole('tab', { name: 'Merge' }).click()
  const attributes = page.getByRole('table', { name: 'Attributes of the customer' })
  await expect(attributes.getByRole('row', { name: /LastName/ })).toContainText(
    'Contact.surname → LoyaltyMember.surname',
  )
  await expectAccessible(page)
})

test('a rule and an attribute are edited on different tabs, then saved and run together', async ({ page, signIn }) => {
  await signIn(page)
  await page.goto('/data/unify/match')
  await page.getByRole('button', { name: 'Most attributes agree', exact: true }).click()
  const rule = page.getByRole('dialog', { name: 'Edit rule' })
  await rule.getByLabel('Name').fill('Six agree')
  await rule.getByLabel('Needs').selectOption('6')
  const first = rule.getByRole('group', { name: 'Condition 1' })
  await first.getByLabel('Precision').selectOption('custom')
  await first.getByLabel('Least similarity in percent').fill('90')
  await first.getByLabel('Least similarity in percent').press('Tab')
  await expectAccessible(page)
  await rule.getByRole('button', { name: 'Apply' }).click()
  await expect(page.getByText('There are changes that are not saved yet.')).toBeVisible()

  await page.getByRole('tab', { name: 'Merge' }).click()
  await page.getByRole('button', { name: 'Addition', exact: true }).click()
  const attribute = page.getByRole('dialog', { name: 'Addition' })
  await attribute.getByLabel('Name').fill('Address line')
  await attribute.getByRole('button', { name: 'Apply' }).click()
  await expect(attribute.getByText('Letters, digits and “_”, beginning with a letter.')).toBeVisible()
  await attribute.getByLabel('Name').fill('AddressLine')
  await expectAccessible(page)
  await attribute.getByRole('button', { name: 'Apply' }).click()

  await page.getByRole('button', { name: 'Save and run' }).click()
  await expect(page.getByText('There are changes that are not saved yet.')).toHaveCount(0)
  await page.getByRole('tab', { name: 'Match' }).click()
  const linked = page
    .getByRole('row', { name: /Six agree/ })
    .getByRole('cell')
    .nth(3)
  await expect(linked).toHaveText(/^4,\d{3}$/, { timeout: 30_000 })
  await expect(page.getByLabel('Result of the last run')).toContainText(/kept their id/)
})
