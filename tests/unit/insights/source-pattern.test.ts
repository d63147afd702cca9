import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { filesOf, patternFlaw } from '#lib/insights/data-sources/pattern.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'highwater-pattern-'))
  for (const name of ['b.csv', 'a.csv', 'a.json', '.hidden.csv', 'orders/1.csv', 'orders/2.csv', 'orders/2026/3.csv']) {
    await mkdir(dirname(join(folder, name)), { recursive: true })
    await writeFile(join(folder, name), '')
  }
})
afterAll(() => rm(folder, { recursive: true }))

test.each([
  ['*.csv', ['a.csv', 'b.csv']],
  ['?.csv', ['a.csv', 'b.csv']],
  ['a.*', ['a.csv', 'a.json']],
  ['orders/', ['orders/1.csv', 'orders/2.csv']],
  ['orders/*.csv', ['orders/1.csv', 'orders/2.csv']],
  ['*/*.csv', ['orders/1.csv', 'orders/2.csv']],
  ['orders/**', ['orders/1.csv', 'orders/2.csv', 'orders/2026/3.csv']],
  ['**/*.csv', ['a.csv', 'b.csv', 'orders/1.csv', 'orders/2.csv', 'orders/2026/3.csv']],
  ['orders/2026/3.csv', ['orders/2026/3.csv']],
])('%s names %j', async (pattern, names) => {
  const files = await filesOf(folder, pattern)
  expect(files.map(({ displayPath }) => displayPath)).toEqual(names)
  expect(files[0]?.path).toBe(join(folder, names[0] ?? ''))
})

test.each(['nothing/*.csv', '*.xml', 'a.csv/*'])('%s names nothing, which fails the refresh', async pattern => {
  await expect(filesOf(folder, pattern)).rejects.toThrow(`There is no file that fits ${pattern}.`)
})

test.each(['/etc/*', '../*', 'a/../*', 'a//b', './*', 'C:*', 'a\\*', '[ab].csv', 'x**/y'])('%s is refused', pattern => {
  expect(patternFlaw(pattern)).toMatch(/^must/)
})

test('a pattern that may be read has no flaw', () => {
  for (const pattern of ['*.csv', 'orders/', '**/*.csv']) expect(patternFlaw(pattern)).toBeUndefined()
})
