import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chromium } from '@playwright/test'

const INSTALLED = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

/** The browser that is there: CHROMIUM_PATH, one of the machine, or Playwright's own. */
export const findBrowser = (): string | undefined =>
  [process.env.CHROMIUM_PATH, ...INSTALLED, chromium.executablePath()].find(path => path && existsSync(path))

/** Gets a browser where there is none that runs, telling how. @returns its path @throws where there is no way to one. */
export function ensureBrowser(): string {
  const wanted = process.env.CHROMIUM_PATH
  if (wanted && !existsSync(wanted)) throw new Error(`CHROMIUM_PATH ${wanted} does not exist.`)
  for (const command of process.getuid?.() === 0 ? [...AS_ANYBODY, ...AS_ROOT] : AS_ANYBODY) {
    const found = running()
    if (found) return found
    console.log(`No browser yet; trying: ${command}`)
    spawnSync(command, { stdio: 'inherit', shell: true })
  }
  const found = running()
  if (found) return found
  throw new Error('There is no Chromium for the browser tests: install one, or set CHROMIUM_PATH to it.')
}

const AS_ANYBODY = ['npx playwright install chromium']
const AS_ROOT = ['apt-get update && apt-get install --yes --no-install-recommends chromium']

/** The browser that is there, if it runs: Playwright's own may lack libraries of the system. */
function running(): string | undefined {
  const path = findBrowser()
  if (path === undefined) return undefined
  // On Windows, Chrome does not tell its version but opens.
  return process.platform === 'win32' || spawnSync(path, ['--version']).status === 0 ? path : undefined
}
