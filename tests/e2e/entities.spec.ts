import { expectAccessible } from '#tests/support/accessible.ts'
import { expect, test } from '#tests/support/browser.ts'

test('an entity shows its attributes with their types, and its first rows', async ({ page, signIn }) => {
  await signIn(page)
  await page.goto('/')
  await page.getByRole('link', { name: 'Entities' }).click()
  await expect(page.getByRole('row', { name: /^Contact / })).toContainText('5,000')
  await expectAccessible(page)
  await page.getByRole('link', { name: 'Contact', exact: true }).click()
  const pane = page.getByRole('dialog', { name: 'Contact' })
  await expect(pane.getByRole('table', { name: 'Attributes' }).getByRole('row', { name: /^state / })).toContainText(
    'Text',
  )
  const rows = pane.getByRole('table', { name: 'First rows' })
  await expect(rows.getByRole('row')).toHaveCount(21)
  await pane.getByRole('region', { name: 'First rows' }).focus()
  await expectAccessible(page)
  await page.setViewportSize({ width: 400, height: 800 })
  await expectAccessible(page)
  await pane.getByRole('button', { name: 'Close' }).click()
  await expect(page).toHaveURL(/\/data\/entities$/)
})

test.describe('with the name of none', () => {
  // Chromium itself writes a line about an answer of 404.
  test.use({ quietConsole: async ({ page: _ }, use) => use(undefined) })

  test('the pane says so', async ({ page, signIn }) => {
    await signIn(page)
    await page.goto('/data/entities?entity=Nowhere')
    await expect(page.getByRole('dialog')).toContainText('There is no entity Nowhere in this environment.')
    await expectAccessible(page)
  })
})
