import { readyDatabase } from '#bin/database.ts'
import { serving } from '#bin/lifecycle.ts'
import { program, settings } from '#bin/settings.ts'
import { closePool } from '#lib/database/pool.ts'
import { startDispatcher } from '#lib/deliveries/dispatcher.ts'
import { startReplays } from '#lib/deliveries/replays/start.ts'
import { startFanOut } from '#lib/events/fan-out-runner.ts'
import { startHousekeeping } from '#lib/housekeeping/start.ts'
import { startJobRunner } from '#lib/insights/jobs/start.ts'
import { watchSilence } from '#lib/subscriptions/silence/watch.ts'

// One worker: refreshes data, sends deliveries and keeps house, on DATABASE_URL. Any number of them may run.
await program(async () => {
  await readyDatabase(settings().databaseUrl)
  const parts = [
    await startDispatcher(),
    await startFanOut(),
    await startReplays(),
    await startJobRunner(),
    await startHousekeeping(),
    watchSilence(),
  ]
  serving(async () => {
    await Promise.all(parts.map(part => part.stop()))
    await closePool()
  })
  if (!process.send) console.log("Highwater's worker runs")
})
