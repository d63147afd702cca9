import { spawnSync } from 'node:child_process'
import { buildIfChanged, generateIfChanged } from '#bin/build.ts'

// The benchmarks, each figure one JSON line: npm run bench, or npm run bench -- deliveries
const BENCHMARKS: Record<string, () => Promise<{ run(print: (figure: object) => void): Promise<void> }>> = {
  deliveries: () => import('./deliveries.ts'),
  claims: () => import('./claims.ts'),
  soak: () => import('./soak.ts'),
  plans: () => import('./plans.ts'),
  model: () => import('./model.ts'),
  retention: () => import('./retention.ts'),
  ingest: () => import('./ingest.ts'),
  'refresh-file': () => import('./refresh-file.ts'),
  unify: () => import('./unify.ts'),
}

const wanted = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(BENCHMARKS)
const unknown = wanted.find(name => !Object.hasOwn(BENCHMARKS, name))
if (unknown) {
  console.error(`There is no benchmark ${unknown}, only ${Object.keys(BENCHMARKS).join(', ')}.`)
  process.exit(1)
}
const [only, another] = wanted
if (only && !another) {
  await generateIfChanged(() => {})
  await buildIfChanged(() => {})
  const { run } = (await BENCHMARKS[only]?.()) ?? {}
  await run?.(figure => console.log(JSON.stringify({ benchmark: only, ...figure })))
  process.exit(0)
}
// Each in a process of its own, with settings and a database of its own.
const failed = wanted.filter(
  name => spawnSync(process.execPath, [import.meta.filename, name], { stdio: 'inherit' }).status,
)
if (failed.length > 0) console.error(`Without figures: ${failed.join(', ')}.`)
process.exit(failed.length > 0 ? 1 : 0)
