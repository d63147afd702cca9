import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'

/** What the documents point at is there. */
const documents = [...globSync('*.md'), ...globSync('docs/**/*.md')]
const OURS = /^((app|bin|components|docs|lib|prisma|tests)\/[\w./()[\]-]+|proxy\.ts)$/

test.for(documents)('what %s points at is there', document => {
  const text = readFileSync(document, 'utf8')
  const links = [...text.matchAll(/\]\(([^)#\s]+)[^)]*\)/g)]
    .map(([, target = '']) => target)
    .filter(target => !/^[a-z]+:/.test(target))
    .map(target => join(dirname(document), target))
  const named = [...text.matchAll(/`([^`\s]+)`/g)].map(([, code = '']) => code).filter(code => OURS.test(code))
  expect([...links, ...named].filter(path => !existsSync(path))).toEqual([])
})

test('the list of decisions has every decision', () => {
  const list = readFileSync('docs/decisions/README.md', 'utf8')
  const decisions = globSync('docs/decisions/[0-9]*.md')
  expect(decisions.length).toBeGreaterThan(0)
  for (const decision of decisions) {
    const title = readFileSync(decision, 'utf8').match(/^# (.*)$/m)?.[1]
    expect(list).toContain(`[${title}](${decision.split('/').at(-1)})`)
  }
})
