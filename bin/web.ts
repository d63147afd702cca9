import { once } from 'node:events'
import { readyDatabase } from '#bin/database.ts'
import { firstStart } from '#bin/first-start.ts'
import { serving } from '#bin/lifecycle.ts'
import { waitForPort } from '#bin/port.ts'
import { startPreviews } from '#bin/previews.ts'
import { program, settings } from '#bin/settings.ts'
import { closePool } from '#lib/database/pool.ts'
import { webServer } from '#lib/http/server.ts'
import { watchSilence } from '#lib/subscriptions/silence/watch.ts'

// One web: the console and the API, on DATABASE_URL. Any number of them may run.
await program(async () => {
  const { host, port, appUrl, databaseUrl } = settings()
  const dev = process.argv.includes('--dev')
  // Next and React decide by it, as they are loaded, what they are.
  Object.assign(process.env, { NODE_ENV: dev ? 'development' : 'production', NEXT_TELEMETRY_DISABLED: '1' })
  await waitForPort(port, host)
  await readyDatabase(databaseUrl)
  // A supervisor has done it, and tells it.
  const setUpLink = process.send ? undefined : await firstStart()
  const { default: createNext } = await import('next')
  const next = createNext({ dev, hostname: host, port, quiet: true })
  await quietly(() => next.prepare())
  const previews = startPreviews()
  const { server, close } = webServer(next.getRequestHandler(), appUrl)
  server.listen(port, host)
  await once(server, 'listening')
  // Here too: that no worker runs, no worker can notice.
  const watch = watchSilence()
  serving(async () => {
    await close()
    await watch.stop()
    await next.close()
    await previews.stop()
    await closePool()
  })
  if (!process.send) {
    console.log(`Highwater's web serves ${appUrl}${setUpLink ? `; set it up at ${setUpLink} (works once)` : ''}`)
  }
})

// Next tells on the console how long it took to read its settings; nobody asked.
async function quietly(work: () => Promise<void>) {
  const { log } = console
  console.log = () => {}
  await work()
  console.log = log
}
