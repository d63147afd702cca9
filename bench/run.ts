import { spawnSync } from 'node:child_process'
import { buildIfChanged, generateIfChanged } from '#bin/build.ts'

// The benchmarks, each figure one JSON line: npm run bench, or npm run bench -- deliveries, or -- refresh for all three
const BENCHMARKS: Record<string, () => Promise<{ run(print: (figure: object) => void): Promise<void> }>> = {
  deliveries: () => import('./deliveries.ts'),
  claims: () => import('./claims.ts'),
  soak: () => import('./soak.ts'),
  plans: () => import('./plans.ts'),
  model: () => import('./model.ts'),
  retention: () => import('./retention.ts'),
  ingest: () => import('./ingest.ts'),
  'refresh-file': () => import('./refresh-file.ts'),
  'refresh-evaluate': () => import('./refresh-evaluate.ts'),
  'refresh-unify': () => import('./refresh-unify.ts'),
}

const names = Object.keys(BENCHMARKS)
const asked = process.argv.slice(2)
const unknown = asked.find(ask => !names.some(name => matches(name, ask)))
if (unknown) {
  console.error(`There is no benchmark ${unknown}, only ${names.join(', ')}.`)
  process.exit(1)
}
const wanted = names.filter(name => asked.length === 0 || asked.some(ask => matches(name, ask)))
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

function matches(name: string, ask: string): boolean {
  return name === ask || name.startsWith(`${ask}-`)
}
