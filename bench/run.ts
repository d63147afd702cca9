import { buildIfChanged, generateIfChanged } from '#bin/build.ts'

// The benchmarks, each figure one JSON line: npm run bench, or npm run bench -- deliveries
const BENCHMARKS: Record<string, () => Promise<{ run(print: (figure: object) => void): Promise<void> }>> = {
  deliveries: () => import('./deliveries.ts'),
  claims: () => import('./claims.ts'),
  retention: () => import('./retention.ts'),
  ingest: () => import('./ingest.ts'),
}

const wanted = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(BENCHMARKS)
const unknown = wanted.find(name => !Object.hasOwn(BENCHMARKS, name))
if (unknown) {
  console.error(`There is no benchmark ${unknown}, only ${Object.keys(BENCHMARKS).join(', ')}.`)
  process.exit(1)
}
await generateIfChanged(() => {})
await buildIfChanged(() => {})
for (const benchmark of wanted) {
  const { run } = (await BENCHMARKS[benchmark]?.()) ?? {}
  await run?.(figure => console.log(JSON.stringify({ benchmark, ...figure })))
}
process.exit(0)
