import { spawnSync } from 'node:child_process'
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join, resolve } from 'node:path'
import { ensureBrowser } from '#bin/browser.ts'

// Everything that must hold, one step after the other; a step that fails does not keep the others from running.

type Counts = { passed: number; failed: number; skipped: number }
const NO_TESTS: Counts = { passed: 0, failed: 0, skipped: 0 }

const reports = mkdtempSync(join(tmpdir(), 'highwater-reports-'))
const PATH = `${resolve('node_modules/.bin')}${delimiter}${process.env.PATH}`

const steps = [
  () => run('generate', ['node', 'bin/generate.ts']),
  () => run('format and lint', ['biome', 'check', '.']),
  () => run('build', ['node', 'bin/prepare.ts']),
  () => run('types', ['tsc', '--noEmit']),
  () => runVitest(join(reports, 'vitest.json')),
  () => runPlaywright(join(reports, 'playwright.json')),
]

const results = steps.map(step => step())
rmSync(reports, { recursive: true })
const sum = (count: keyof Counts) => results.reduce((total, result) => total + result[count], 0)
if (sum('skipped') > 0) console.log(`\n${sum('skipped')} skipped`)
console.log(`\n${sum('passed')} passed, ${sum('failed')} failed`)
process.exit(sum('failed') === 0 ? 0 : 1)

function runVitest(report: string): Counts {
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  return run('unit and integration tests', ['vitest', 'run', ...reporters], {}, () => {
    const { numPassedTests, numFailedTests, numPendingTests, numTodoTests } = JSON.parse(readFileSync(report, 'utf8'))
    return { passed: numPassedTests, failed: numFailedTests, skipped: numPendingTests + numTodoTests }
  })
}

function runPlaywright(report: string): Counts {
  try {
    ensureBrowser()
  } catch (error) {
    console.error((error as Error).message)
    return { ...NO_TESTS, failed: 1 }
  }
  return run('browser tests', ['playwright', 'test'], { TEST_REPORT: report }, () => {
    const { expected, flaky, unexpected, skipped } = JSON.parse(readFileSync(report, 'utf8')).stats
    if (flaky + unexpected > 0) printPages()
    return { passed: expected + flaky, failed: unexpected, skipped }
  })
}

/** Runs a step with its output shown. One that fails without a failed test, because it could not even run, counts as one. */
function run(name: string, [command = '', ...args]: string[], env = {}, count = () => NO_TESTS): Counts {
  console.log(`\n▶ ${name}`)
  const { status } = spawnSync(command, args, {
    stdio: 'inherit',
    env: { ...process.env, PATH, ...env },
    shell: process.platform === 'win32',
  })
  const counts = readable(count)
  return status === 0 || counts.failed > 0 ? counts : { ...counts, failed: 1 }
}

/** What the page showed when a browser test failed: on a machine that is gone afterwards, all that is left of it. */
function printPages() {
  for (const file of globSync('test-results/*/error-context.md'))
    console.log(`\n${file}\n${readFileSync(file, 'utf8')}`)
}

function readable(count: () => Counts): Counts {
  try {
    return count()
  } catch {
    return NO_TESTS
  }
}
