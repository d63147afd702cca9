import { readFileSync } from 'node:fs'
import { parseEnv } from 'node:util'
import { expect, test } from 'vitest'
import { FLOW_ENGINE_HOSTS, readConfig } from '#lib/config.ts'

/** The operator guide and .env.example say what lib/config.ts does. */
const guide = readFileSync('docs/operator-guide.md', 'utf8')
const example = parseEnv(readFileSync('.env.example', 'utf8')) as Record<string, string>
const source = readFileSync('lib/config.ts', 'utf8')

const part = (name: string) => guide.match(new RegExp(`<!-- ${name}: .* -->\n([^]*?)<!-- /${name} -->`))?.[1] ?? ''
const codes = (text: string) => [...text.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code)

const known = [...source.matchAll(/^ {2}([A-Z_]+): [a-z]/gm)].map(([, name]) => name)
const documented = part('settings')
  .split('\n')
  .filter(line => line.startsWith('| `'))
  .map(line => line.split('|').map(cell => cell.trim()))
  .map(([, name = '', , given = '']) => ({ name: codes(name)[0] ?? '', value: codes(given)[0] ?? '' }))

test('the operator guide lists every setting, in the order of lib/config.ts', () => {
  expect(documented.map(({ name }) => name)).toEqual(known)
})

test.for(documented)('the default that the operator guide gives $name is the default', ({ name, value }) => {
  expect(readConfig({ [name]: value })).toEqual(readConfig({}))
})

test('the operator guide lists the hosts that callbacks may have by default', () => {
  expect(codes(part('hosts'))).toEqual(FLOW_ENGINE_HOSTS)
})

test('.env.example has every setting, and as it stands it changes nothing', () => {
  expect(Object.keys(example).toSorted()).toEqual(known.toSorted())
  expect(readConfig(example)).toEqual(readConfig({}))
})
