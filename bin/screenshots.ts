import { chmod, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { chromium, type Page } from '@playwright/test'
import { ensureBrowser } from '#bin/browser.ts'
import { Files } from '#bin/demo/files.ts'
import { listens, startFlowEngine } from '#bin/demo/flow-engine.ts'
import { serves, startProduct } from '#bin/demo/product.ts'
import { fill } from '#bin/screenshots/fill.ts'
import { makeDataDir } from '#bin/throw-away.ts'
import { triggerNames } from '#lib/triggers/catalogue.ts'

// Takes the pictures of the documents: the real product on a throw-away folder, with Node-RED as the flow engine.

const FOLDER = 'docs/images'
const POWER_AUTOMATE = '/admin/export-destinations/power-automate'
const BROWSER_ARGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--hide-scrollbars']

await using stage = new AsyncDisposableStack()
const folder = stage.adopt(await makeDataDir(), ({ remove }) => remove()).path
const [dataDir, engineDir] = [join(folder, 'data'), join(folder, 'node-red')]
await mkdir(engineDir)
await mkdir(dataDir)
await chmod(dataDir, 0o711)
const files = new Files(dataDir)
await files.lay()
const product = stage.use(await startProduct(dataDir, console.log))
const engine = stage.use(await startFlowEngine(engineDir, triggerNames))
await Promise.all([serves(product), listens(engine)])
const invitation = await fill({ product, files, engine })

const browser = stage.adopt(
  await chromium.launch({ executablePath: ensureBrowser(), args: BROWSER_ARGS }),
  async launched => launched.close(),
)
const context = await browser.newContext({ baseURL: product.url, locale: 'en-GB', timezoneId: 'Europe/Amsterdam' })
const page = await context.newPage()
await page.setViewportSize({ width: 1360, height: 960 })
await signIn(page)
await take('home', '/')
await take('overview', POWER_AUTOMATE)
await take('connect', POWER_AUTOMATE, async () => {
  await page.getByRole('button', { name: 'Connect a flow' }).click()
  await page.getByRole('button', { name: 'Send test event' }).waitFor()
})
await take('thresholds', `${POWER_AUTOMATE}/thresholds`)
await take('subscriptions', `${POWER_AUTOMATE}/subscriptions`)
await take('deliveries', `${POWER_AUTOMATE}/deliveries`)
await take('delivery', `${POWER_AUTOMATE}/deliveries?type=segment-threshold-crossed&status=delivered`, async () => {
  await page.getByRole('table').getByRole('link').first().click()
  await page.getByRole('dialog').getByText('Attempt 1').waitFor()
})
await take('unify', '/data/unify')
await page.emulateMedia({ colorScheme: 'dark' })
await take('system-dark', '/admin/system')

async function signIn(page: Page) {
  await page.goto(invitation)
  await page.getByLabel('Password', { exact: true }).fill('correct horse battery')
  await page.getByRole('button', { name: 'Set password' }).click()
  await page.waitForURL('/')
}

async function take(name: string, path: string, act = async () => {}) {
  await page.goto(path)
  await act()
  await page.screenshot({ path: join(FOLDER, `${name}.png`), animations: 'disabled' })
  console.log(`${FOLDER}/${name}.png`)
}
