import { gzipSync } from 'node:zlib'
import type { Page } from '@playwright/test'
import { expectAccessible } from '#tests/support/accessible.ts'
import { expect, test } from '#tests/support/browser.ts'
import { productApi } from '#tests/support/product-api.ts'

const START = '/admin/export-destinations'
const PAGES = [
  '/',
  '/data/entities',
  '/admin/system/about',
  '/admin/system/general',
  START,
  `${START}/power-automate`,
  `${START}/power-automate/thresholds`,
  `${START}/power-automate/subscriptions`,
  `${START}/power-automate/deliveries`,
  '/help/power-automate',
]

const compressedSize = (body: Buffer) => gzipSync(body).length

const background = (page: Page) => page.getByRole('main').evaluate(main => getComputedStyle(main).backgroundColor)

test('the theme follows the system until one is chosen, and is right before any script runs', async ({
  page,
  signIn,
  context,
}) => {
  await signIn(page)
  await page.emulateMedia({ colorScheme: 'light' })
  await page.goto(START)
  const light = await background(page)
  await page.emulateMedia({ colorScheme: 'dark' })
  const dark = await background(page)
  expect(dark).not.toBe(light)

  await page.getByRole('button', { name: 'Theme' }).click()
  await page.getByRole('menuitemradio', { name: 'Light' }).click()
  await expect.poll(() => background(page)).toBe(light)
  await context.route(/\.js/, route => route.abort())
  const scriptless = await context.newPage()
  await scriptless.emulateMedia({ colorScheme: 'dark' })
  await scriptless.goto(START)
  expect(await background(scriptless)).toBe(light)
})

test('the language is chosen in the top bar and stays', async ({ page, signIn, context }) => {
  await signIn(page)
  await page.goto(START)
  await page.getByRole('button', { name: 'Language' }).click()
  const saved = page.waitForResponse(response => response.url().endsWith('/api/v1/account'))
  await page.getByRole('menuitemradio', { name: 'Nederlands' }).click()
  await saved
  await expect(page.getByRole('heading', { level: 1, name: 'Exportbestemmingen' })).toBeVisible()
  await page.reload()
  await expect(page.locator('html')).toHaveAttribute('lang', 'nl')
  await expect(page).toHaveTitle(/^Exportbestemmingen/)

  // In another browser it is the person's language once they have signed in.
  await context.clearCookies({ name: 'locale' })
  await page.reload()
  await expect(page.getByRole('heading', { level: 1, name: 'Exportbestemmingen' })).toBeVisible()
  // Other tests of this product go on in English.
  const kept = page.waitForResponse(response => response.url().endsWith('/api/v1/account'))
  await page.getByRole('button', { name: 'Taal' }).click()
  await page.getByRole('menuitemradio', { name: 'English' }).click()
  await kept
  await expect(page.getByRole('heading', { level: 1, name: 'Export destinations' })).toBeVisible()
})

test('another environment shows its own things and nothing of the one before', async ({ page, product, signIn }) => {
  const api = productApi(product)
  const { instanceId } = await api('POST', '/instances', { name: 'Fabrikam' })
  const segment = { name: 'Own', friendlyName: 'Own segment', kind: 'external' }
  await api('POST', `/instances/${instanceId}/manage/segments`, segment)
  await api('POST', `/instances/${instanceId}/manage/thresholds`, { segmentName: 'Own', value: 7 })
  await signIn(page)
  await page.goto(`${START}/power-automate/thresholds`)
  await expect(page.getByRole('row', { name: /Own segment/ })).toHaveCount(0)
  await page.getByRole('button', { name: /^Environment/ }).click()
  await page.getByRole('menuitemradio', { name: 'Fabrikam' }).click()
  await expect(page.getByRole('row', { name: /Own segment/ })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Environment: Fabrikam' })).toBeVisible()
})

test('the navigation closes to a rail and stays closed', async ({ page, signIn }) => {
  await signIn(page)
  await page.goto(START)
  const navigation = page.getByRole('navigation', { name: 'Navigation' })
  await expect(navigation.getByRole('link', { name: 'Export destinations' })).toHaveAttribute('aria-current', 'page')
  await navigation.getByRole('button', { name: 'Close navigation' }).click()
  await expect(navigation.getByRole('link', { name: 'Export destinations' })).toHaveCount(0)
  await page.reload()
  await expectAccessible(page)
  await navigation.getByRole('link', { name: 'Segments' }).click()
  await expect(page).toHaveURL('/segments')
  await navigation.getByRole('button', { name: 'Open navigation' }).click()
  await expect(navigation.getByRole('link', { name: 'Export destinations' })).toBeVisible()
})

test('on a narrow screen the navigation lies over the page, and nothing has to be scrolled sideways', async ({
  page,
  signIn,
}) => {
  await signIn(page)
  await page.setViewportSize({ width: 400, height: 800 })
  for (const path of PAGES) {
    await page.goto(path)
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    expect(overflow, path).toBeLessThanOrEqual(0)
    await expectAccessible(page)
  }
  await page.getByRole('button', { name: 'Open navigation' }).click()
  const dialog = page.getByRole('dialog', { name: 'Navigation' })
  await expectAccessible(page)
  await dialog.getByRole('link', { name: 'Measures' }).click()
  await expect(dialog).toBeHidden()
  await expect(page).toHaveURL('/measures')
})

test('the first Tab leads past the frame, and a pane gives the focus back', async ({ page, signIn }) => {
  await signIn(page)
  await page.goto(START)
  await page.keyboard.press('Tab')
  await expect(page.getByRole('link', { name: 'Skip to content' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('main')).toBeFocused()
  await page.getByRole('tab', { name: 'Discover' }).focus()
  await page.keyboard.press('ArrowRight')
  await expect(page.getByRole('tab', { name: 'My export destinations' })).toBeFocused()
  await page.getByRole('button', { name: 'Set up' }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toBeHidden()
  await expect(page.getByRole('button', { name: 'Set up' })).toBeFocused()
})

for (const appearance of ['light', 'dark', 'forced colours'] as const) {
  test(`every page is accessible in Dutch, in ${appearance}`, async ({ page, product, signIn, context }) => {
    await signIn(page)
    await context.addCookies([{ name: 'locale', value: 'nl', url: product.url }])
    await page.emulateMedia({
      colorScheme: appearance === 'dark' ? 'dark' : 'light',
      forcedColors: appearance === 'forced colours' ? 'active' : 'none',
    })
    for (const path of PAGES) {
      await page.goto(path)
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
      await expectAccessible(page)
    }
  })
}

test('no page takes more than 330 KB of script, compressed', async ({ page, signIn }) => {
  await signIn(page)
  const others = ['/segments', '/measures', '/data/data-sources', '/admin/system', '/admin/permissions']
  for (const path of [...PAGES, ...others]) {
    const sizes: Promise<number>[] = []
    page.on('response', response => {
      if (/\.js/.test(response.url())) sizes.push(response.body().then(compressedSize))
    })
    await page.goto(path, { waitUntil: 'networkidle' })
    const total = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0)
    expect(total, path).toBeLessThan(330 * 1024)
    page.removeAllListeners('response')
  }
})

test.describe('with an address that is none', () => {
  // Chromium itself writes a line about an answer of 404.
  test.use({ quietConsole: async ({ page: _ }, use) => use(undefined) })

  test('the console says so', async ({ page, signIn }) => {
    await signIn(page)
    const response = await page.goto('/admin/nothing')
    expect(response?.status()).toBe(404)
    await expect(page.getByRole('heading', { name: 'There is nothing here' })).toBeVisible()
    await page.getByRole('link', { name: 'Go to the home page' }).click()
    await expect(page).toHaveURL('/')
  })
})

test.describe('while the stream of changes is interrupted', () => {
  // Chromium itself writes a line about a connection that fails.
  test.use({ quietConsole: async ({ page: _ }, use) => use(undefined) })

  test('the page says so and keeps up nevertheless, and is quiet again once it is back', async ({
    page,
    product,
    signIn,
    context,
  }) => {
    const api = productApi(product)
    const { instanceId } = await api('POST', '/instances', { name: 'Northwind' })
    await signIn(page)
    await context.addCookies([{ name: 'instance', value: instanceId, url: product.url }])
    await context.route(/\/api\/stream/, route => route.abort())
    await page.goto(`${START}?tab=mine`)
    await expect(page.getByText('Nothing is set up yet')).toBeVisible()
    await expect(page.getByText('Live updates are interrupted')).toBeVisible({ timeout: 20_000 })
    await expectAccessible(page)
    const destination = { kind: 'powerAutomate', displayName: 'From elsewhere', consent: true }
    await api('POST', `/instances/${instanceId}/manage/destinations`, destination)
    await expect(page.getByRole('row', { name: /From elsewhere/ })).toBeVisible({ timeout: 20_000 })
    await context.unroute(/\/api\/stream/)
    await expect(page.getByText('Live updates are interrupted')).toBeHidden({ timeout: 20_000 })
  })
})
