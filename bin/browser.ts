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

/** Gets a browser where there is none, telling how. @throws where there is no way to one. */
export function ensureBrowser(): string {
  const wanted = process.env.CHROMIUM_PATH
  if (wanted && !existsSync(wanted)) throw new Error(`CHROMIUM_PATH ${wanted} does not exist.`)
  const ways = [['playwright', 'install', 'chromium'], ...(process.getuid?.() === 0 ? [APT] : [])]
  for (const [command = '', ...args] of ways) {
    const found = findBrowser()
    if (found) return found
    console.log(`No browser found; trying: ${[command, ...args].join(' ')}`)
    spawnSync(command, args, { stdio: 'inherit', shell: process.platform === 'win32' })
  }
  const found = findBrowser()
  if (found) return found
  throw new Error('There is no Chromium for the browser tests: install one, or set CHROMIUM_PATH to it.')
}

const APT = ['apt-get', 'install', '--yes', '--no-install-recommends', 'chromium']
