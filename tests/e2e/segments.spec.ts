import { expectAccessible } from '#tests/support/accessible.ts'
import { expect, test } from '#tests/support/browser.ts'
import { deploymentApi } from '#tests/support/deployment.ts'

test('a segment is made from a rule, counted, changed, and removed', async ({ page, signIn }) => {
  await signIn(page)
  await page.goto('/segments')
  await page.getByRole('button', { name: 'New segment' }).click()
  const pane = page.getByRole('dialog')
  await pane.getByRole('button', { name: 'Save' }).click()
  await expect(pane.getByText('Fill this in.')).toHaveCount(3)

  await pane.getByLabel('Display name').fill('Sydney & surroundings')
  await expect(pane.getByLabel('Unique name')).toHaveValue('SydneySurroundings')
  await pane.getByRole('combobox', { name: 'Entity' }).selectOption('Contact')
  await pane.getByRole('button', { name: 'Save' }).click()
  const first = pane.getByRole('group', { name: 'Condition 1', exact: true })
  await expect(first.getByText('Fill this in.')).toHaveCount(2)
  await first.getByLabel('Attribute').selectOption('state')
  await first.getByLabel('Value').fill('nsw')
  await pane.getByRole('button', { name: 'Add group' }).click()
  const group = pane.getByRole('group', { name: 'Group 2' })
  await group.getByRole('button', { name: 'Add condition' }).click()
  const nested = group.getByRole('group', { name: 'Condition 2.1' })
  await nested.getByLabel('Attribute').selectOption('street_number')
  await nested.getByLabel('Operator').selectOption('gt')
  await nested.getByLabel('Value').fill('100')
  await expectAccessible(page)
  await pane.getByRole('button', { name: 'Save' }).click()

  const details = page.getByRole('dialog', { name: 'Sydney & surroundings' })
  await expect(details.getByText('street_number is more than 100')).toBeVisible()
  await expect(details.getByText('Successful')).toBeVisible()
  await expect(details.getByRole('img', { name: /^Course of Sydney & surroundings/ })).toBeVisible()
  const before = await details.getByRole('paragraph').first().textContent()
  expect(before).toMatch(/^\d+Members$/)
  await expectAccessible(page)

  await details.getByRole('button', { name: 'Edit' }).click()
  await pane.getByRole('button', { name: 'Remove group 2' }).click()
  await pane.getByRole('button', { name: 'Save' }).click()
  await expect(details.getByText('street_number is more than 100')).toHaveCount(0)
  await expect(details.getByText('1,686', { exact: true })).toBeVisible()

  await details.getByRole('button', { name: 'Deactivate' }).click()
  await expect(details.getByText('Inactive')).toBeVisible()
  await details.getByRole('button', { name: 'Delete' }).click()
  const question = page.getByRole('alertdialog', { name: 'Delete Sydney & surroundings?' })
  await expect(question).toContainText('Its history is deleted with it.')
  await question.getByRole('button', { name: 'Delete' }).click()
  await expect(question).toBeHidden()
  await expect(page.getByRole('link', { name: 'Sydney & surroundings' })).toHaveCount(0)
  await expect(page).toHaveURL(/\/segments$/)
})

test('what the service refuses stands at its field', async ({ page, signIn }) => {
  await signIn(page)
  await page.goto('/segments?new=')
  const pane = page.getByRole('dialog', { name: 'New segment' })
  await pane.getByLabel('Display name').fill('NSW')
  await pane.getByLabel('Unique name').fill('NswContacts')
  await pane.getByRole('radio', { name: /Counted elsewhere/ }).check()
  await pane.getByRole('button', { name: 'Save' }).click()
  await expect(pane.getByText('Another one has this name.')).toBeVisible()
  await pane.getByLabel('Unique name').fill('1st')
  await pane.getByRole('button', { name: 'Save' }).click()
  await expect(pane.getByText('must begin with a letter', { exact: false }).first()).toBeVisible()
  await expectAccessible(page)
})

test('a rule that is nested deeper than the editor makes is shown whole, and kept when something else is changed', async ({
  page,
  product,
  signIn,
}) => {
  const rule = {
    any: [
      { all: [{ any: [{ attribute: 'state', operator: 'in', value: ['nsw', 'vic'] }, { all: [] }] }] },
      { attribute: 'given_name', operator: 'isNull' },
    ],
  }
  const api = await deploymentApi(product)
  await api.post('manage/segments', { name: 'Deep', friendlyName: 'Deep', kind: 'rule', entityName: 'Contact', rule })
  await signIn(page)
  await page.goto('/segments?segment=Deep')
  const details = page.getByRole('dialog', { name: 'Deep' })
  await expect(details.getByText('state is one of nsw, vic')).toBeVisible()
  await expect(details.getByText('Every row: there are no conditions.')).toBeVisible()
  await details.getByRole('button', { name: 'Edit' }).click()
  const pane = page.getByRole('dialog', { name: 'Edit segment' })
  await expect(pane.getByRole('group', { name: 'Condition 1.1.1' }).getByLabel('Values')).toHaveValue('nsw\nvic')
  await expectAccessible(page)
  await pane.getByLabel('Display name').fill('Deeper')
  await pane.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('dialog', { name: 'Deeper' })).toBeVisible()
  expect((await api.get('manage/segments/Deep')).rule).toEqual(rule)
  await api.delete('manage/segments/Deep')
})

test('what is counted elsewhere says how to report, and shows a report without a reload', async ({
  page,
  product,
  signIn,
}) => {
  const api = await deploymentApi(product)
  await api.post('manage/segments', { name: 'Visitors', friendlyName: 'Web visitors', kind: 'external' })
  await signIn(page)
  await page.goto('/segments')
  const row = page.getByRole('row', { name: /Web visitors/ })
  await expect(row).toContainText('Not started')
  await api.post('manage/segments/Visitors/reports', { memberCount: 1234567 })
  await expect(row).toContainText('1,234,567')
  await row.getByRole('link').click()
  const details = page.getByRole('dialog', { name: 'Web visitors' })
  await expect(details.getByText('/manage/segments/Visitors/reports')).toBeVisible()
  await expect(details.getByRole('button', { name: 'Refresh' })).toHaveCount(0)
  await expectAccessible(page)
  await api.delete('manage/segments/Visitors')
})

test('a pane is opened, closed and left by the keyboard, and Back closes it', async ({ page, signIn }) => {
  await signIn(page)
  await page.goto('/segments')
  const link = page.getByRole('link', { name: 'Contacts in NSW' })
  await link.press('Enter')
  const details = page.getByRole('dialog', { name: 'Contacts in NSW' })
  await expect(details).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(details).toBeHidden()
  await expect(link).toBeFocused()
  await link.click()
  await expect(details).toBeVisible()
  await page.goBack()
  await expect(details).toBeHidden()
})

test('a viewer sees everything and can change nothing', async ({ page, product }) => {
  const api = await deploymentApi(product)
  const { invitation } = await api.post('manage/members', { email: 'vi@contoso.example', name: 'Vi', role: 'Viewer' })
  await page.goto(invitation.url)
  await page.getByLabel('Password').fill('battery horse correct')
  await page.getByRole('button', { name: 'Set password' }).click()
  await expect(page.getByRole('heading', { name: 'Export destinations' })).toBeVisible()
  for (const path of ['/segments?edit=NswContacts', '/measures?new=', '/data/data-sources?new=', '/admin/system']) {
    await page.goto(path)
    await expect(page.getByText('As a Viewer you can look at everything here and change nothing.')).toBeVisible()
    await expect(page.getByRole('table').first()).toBeVisible()
    await expect(page.getByRole('dialog')).toHaveCount(0)
    await expect(page.getByRole('button', { name: /New|Add|Refresh|More actions/ })).toHaveCount(0)
    await expectAccessible(page)
  }
  await page.goto('/segments?segment=NswContacts')
  await expect(page.getByRole('dialog').getByText('1,686', { exact: true })).toBeVisible()
  await expect(page.getByRole('dialog').getByRole('button')).toHaveCount(1)
})
