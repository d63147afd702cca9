import { expectAccessible } from '#tests/support/accessible.ts'
import { expect, test } from '#tests/support/browser.ts'
import { deploymentApi } from '#tests/support/deployment.ts'

test('a measure is made over some of the rows, computed, and removed with its thresholds', async ({
  page,
  product,
  signIn,
}) => {
  await signIn(page)
  await page.goto('/measures')
  await page.getByRole('button', { name: 'New measure' }).click()
  const pane = page.getByRole('dialog')
  await pane.getByLabel('Display name').fill('Mean street number')
  await pane.getByRole('combobox', { name: 'Entity' }).selectOption('Contact')
  await pane.getByLabel('Aggregate').selectOption('avg')
  await pane.getByRole('button', { name: 'Save' }).click()
  await expect(pane.getByText('Fill this in.')).toHaveCount(1)
  await expect(pane.getByLabel('Attribute').getByRole('option', { name: 'surname' })).toHaveCount(0)
  await pane.getByLabel('Attribute').selectOption('street_number')
  await pane.getByLabel('Only rows that a rule holds for').check()
  const condition = pane.getByRole('group', { name: 'Condition 1' })
  await condition.getByLabel('Attribute').selectOption('state')
  await condition.getByLabel('Operator').selectOption('in')
  await condition.getByLabel('Values').fill('nsw\nvic')
  await expectAccessible(page)
  await pane.getByRole('button', { name: 'Save' }).click()

  const details = page.getByRole('dialog', { name: 'Mean street number' })
  await expect(details.getByText('Average street_number in Contact')).toBeVisible()
  await expect(details.getByText('state is one of nsw, vic')).toBeVisible()
  await expect(details.getByText('Successful')).toBeVisible()
  await expect(details.getByText(/^\d+\.\d+$/)).toBeVisible()
  await expectAccessible(page)

  const api = await deploymentApi(product)
  await api.post('manage/thresholds', { measureName: 'MeanStreetNumber', value: 1000 })
  await details.getByRole('button', { name: 'Delete' }).click()
  const question = page.getByRole('alertdialog', { name: 'Delete Mean street number?' })
  await expect(question).toContainText('1 threshold on it is deleted with it.')
  await question.getByRole('button', { name: 'Delete' }).click()
  await expect(question).toBeHidden()
  await expect(page.getByRole('link', { name: 'Mean street number' })).toHaveCount(0)
})

test('a measure with dimensions shows its values, and says that they feed no threshold', async ({
  page,
  product,
  signIn,
}) => {
  await signIn(page)
  await page.goto('/measures?new=')
  const pane = page.getByRole('dialog', { name: 'New measure' })
  await pane.getByLabel('Display name').fill('Contacts by state')
  await pane.getByRole('combobox', { name: 'Entity' }).selectOption('Contact')
  await pane.getByLabel('Split by').selectOption('state')
  await expect(pane.getByText('no threshold can be set on it')).toBeVisible()
  await expectAccessible(page)
  await pane.getByRole('button', { name: 'Save' }).click()

  const details = page.getByRole('dialog', { name: 'Contacts by state' })
  const values = details.getByRole('table', { name: 'Values by dimension' })
  await expect(values.getByRole('row', { name: 'nsw 1686' })).toBeVisible()
  await expect(details.getByText('no threshold can be set on it')).toBeVisible()
  await expectAccessible(page)
  await page.goto('/measures')
  await expect(page.getByRole('row', { name: /Contacts by state/ })).toContainText(/\d+ values/)
  await (await deploymentApi(product)).delete('manage/measures/ContactsByState')
})

test('a value is written as the language writes it', async ({ product, signIn, browser }) => {
  const api = await deploymentApi(product)
  await api.post('manage/measures', { name: 'Churn', displayName: 'Churn', kind: 'external' })
  await api.post('manage/measures/Churn/reports', { value: 0.03125 })
  const context = await browser.newContext({ baseURL: product.url, locale: 'en-GB' })
  const page = await context.newPage()
  await signIn(page)
  await page.goto('/measures')
  await expect(page.getByRole('row', { name: /Churn/ })).toContainText('0.03125')
  await page.getByRole('button', { name: 'Language' }).click()
  await page.getByRole('menuitemradio', { name: 'Nederlands' }).click()
  await expect(page.getByRole('heading', { name: 'Meetcriteria' })).toBeVisible()
  await expect(page.getByRole('row', { name: /Churn/ })).toContainText('0,03125')
  await expect(page).toHaveTitle(/^Meetcriteria/)
  await expectAccessible(page)
  await context.close()
  await api.delete('manage/measures/Churn')
})
