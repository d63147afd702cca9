import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'

// The layers of the code, and who may know whom. Imports run inwards only.

const SERVER_ONLY = /^(zod|pg|pg-boss|undici|pino|@duckdb\/|@node-rs\/|@prisma\/|node:|#prisma\/|#lib\/database\/)/
const FOLDERS = ['app', 'components', 'lib', 'bin', 'tests']

type Source = {
  path: string
  text: string
  imports: string[]
  /** Those that are there at run time: `import type` is gone by then. */
  loads: string[]
}

const sources: Source[] = FOLDERS.flatMap(folder =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map(entry => join(entry.parentPath, entry.name).replaceAll('\\', '/')),
).map(path => {
  const text = readFileSync(path, 'utf8')
  const imports = importsOf(text)
  return {
    path,
    text,
    imports: imports.map(({ name }) => name),
    loads: imports.filter(({ isType }) => !isType).map(({ name }) => name),
  }
})

function importsOf(text: string) {
  const statements =
    /(?:^|\n)\s*(?:import|export)\s+(?:(type\b)?[^'"()]*?from\s+)?['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]/g
  return [...text.matchAll(statements)].map(([, type, name, loaded]) => ({
    name: name ?? loaded ?? '',
    isType: type !== undefined,
  }))
}

const inside = (...folders: string[]) =>
  sources.filter(({ path }) => folders.some(folder => path.startsWith(`${folder}/`)))
const domain = inside('lib').filter(({ path }) => !/^lib\/(http|auth)\//.test(path))

/** Every import of the sources that the rule forbids, as "file → import". */
const broken = (among: Source[], forbidden: RegExp) =>
  among.flatMap(({ path, imports }) => imports.filter(name => forbidden.test(name)).map(name => `${path} → ${name}`))

test('there is something to judge', () => {
  expect(domain.length).toBeGreaterThan(50)
  expect(sources.find(({ path }) => path === 'bin/web.ts')?.imports).toContain('#lib/http/server.ts')
})

describe('rings', () => {
  test('the domain knows neither the web framework nor the views', () => {
    expect(broken(domain, /^(next|next-auth|react|react-dom|swr|use-intl\/react|@fluentui\/.*)(\/|$)/)).toEqual([])
  })

  test('the domain knows nothing of the edge, the pages or the views', () => {
    expect(broken(domain, /^#(app|components|bin|tests|lib\/http|lib\/auth)\//)).toEqual([])
  })

  test('the edge knows requests, not views', () => {
    expect(
      broken(
        inside('lib/http', 'lib/auth'),
        /^(react|react-dom|swr|@fluentui\/.*|#(app|components|bin|tests)\/.*)(\/|$)/,
      ),
    ).toEqual([])
  })

  test('views take their data from the API: no validation, database or server code in them', () => {
    expect(
      broken(inside('components'), /^(zod|pg|node:|#prisma\/|#lib\/(database|http|auth)\/|#(app|bin|tests)\/)/),
    ).toEqual([])
  })

  test('nor in what they take from the domain, however far', () => {
    const reached = new Map<string, string>()
    const visit = (source: Source, way: string) => {
      if (reached.has(source.path)) return
      reached.set(source.path, way)
      for (const name of source.loads) {
        const next = sources.find(({ path }) => `#${path}` === name)
        if (next) visit(next, `${way} → ${next.path}`)
      }
    }
    for (const view of inside('components')) visit(view, view.path)
    const server = sources.filter(({ path, loads }) => reached.has(path) && loads.some(name => SERVER_ONLY.test(name)))
    expect(server.map(({ path }) => reached.get(path))).toEqual([])
  })

  test('nothing of the product knows its tests or its programs', () => {
    expect(broken(inside('app', 'components', 'lib'), /^#(tests|bin)\//)).toEqual([])
  })

  test('what Playwright and vitest bring stays in tests and in the programs that run them', () => {
    expect(broken(inside('app', 'components', 'lib'), /^(vitest|@playwright\/test|fast-check)/)).toEqual([])
  })
})

describe('files', () => {
  test('imports name a file from the root of the project, with its extension', () => {
    const odd = sources.flatMap(({ path, imports }) =>
      imports
        .filter(name => name.startsWith('..') || (name.startsWith('#') && !/\.(tsx?|json)$/.test(name)))
        .map(name => `${path} → ${name}`),
    )
    expect(odd).toEqual([])
  })

  test('no file only passes on what others export', () => {
    expect(sources.filter(({ path }) => /\/index\.tsx?$/.test(path)).map(({ path }) => path)).toEqual([])
  })

  test('no file is named for being useful', () => {
    const named = sources.filter(({ path }) => /\/(utils?|helpers?|misc)(\/|\.)/.test(path))
    expect(named.map(({ path }) => path)).toEqual([])
  })

  test('settings are read in lib/config.ts; what else looks at the environment is known', () => {
    const readers = inside('app', 'components', 'lib').filter(({ text }) => /process\.env\b/.test(text))
    expect(readers.map(({ path }) => path).sort()).toEqual([
      // next-auth's own variable is set there.
      'lib/auth/options.ts',
      'lib/config.ts',
      // PATH, for PostgreSQL's programs.
      'lib/database/postgres.ts',
      // LOG_LEVEL, before there are settings.
      'lib/log.ts',
    ])
  })
})
