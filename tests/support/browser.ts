import { test as base, expect, type Page } from '@playwright/test'
import { makeDataDir } from '#bin/throw-away.ts'
import { productSettings, runScript } from '#tests/support/product.ts'

export const ADMINISTRATOR = { email: 'admin@contoso.example', password: 'correct horse battery' }

// The browser itself tells of every answer that is no success; that input is refused is what some tests are about.
const REFUSED = /responded with a status of (400|409|422)/

type Product = {
  url: string
  /** Printed where the settings name no administrator. */
  setUpLink: string | undefined
  dataDir: string
  /** The key of the deployment, to be sent as X-API-Key. */
  adminKey: string
}

type WorkerFixtures = {
  /** Settings beside the usual ones; products with other settings are other products. */
  settings: Record<string, string>
  /** The real product, started by `npm start`, shared by the tests of one worker. */
  product: Product
}

type Fixtures = {
  signIn: (page: Page) => Promise<void>
  /** Errors in the browser's console fail the test. */
  quietConsole: undefined
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  settings: [
    { ADMIN_EMAIL: ADMINISTRATOR.email, ADMIN_PASSWORD: ADMINISTRATOR.password },
    { option: true, scope: 'worker' },
  ],
  product: [
    async ({ settings }, use) => {
      const folder = await makeDataDir()
      const usual = await productSettings(folder.path)
      const { printed, stop } = runScript('start', { ...usual, ...settings })
      await printed(/Stop {6}/)
      const [, url = ''] = await printed(/Address +(\S+)/)
      const setUpLink = settings.ADMIN_EMAIL ? undefined : (await printed(/Set up +(\S+)/))[1]
      await use({ url, setUpLink, dataDir: folder.path, adminKey: usual.ADMIN_API_KEY ?? '' })
      await stop()
      await folder.remove()
    },
    { scope: 'worker', timeout: 180_000 },
  ],
  baseURL: ({ product }, use) => use(product.url),
  signIn: ({ product }, use) =>
    use(async page => {
      // Another test may have chosen another language for this person.
      await page.context().addCookies([{ name: 'locale', value: 'en', url: product.url }])
      await page.goto('/sign-in')
      await page.getByLabel('Email').fill(ADMINISTRATOR.email)
      await page.getByLabel('Password').fill(ADMINISTRATOR.password)
      await page.getByRole('button', { name: 'Sign in' }).click()
      await page.waitForURL(url => url.pathname !== '/sign-in')
    }),
  quietConsole: [
    async ({ page }, use) => {
      const errors: string[] = []
      page.on(
        'console',
        message => message.type() === 'error' && !REFUSED.test(message.text()) && errors.push(message.text()),
      )
      page.on('pageerror', error => errors.push(error.message))
      await use(undefined)
      expect(errors).toEqual([])
    },
    { auto: true },
  ],
})

export { expect }
