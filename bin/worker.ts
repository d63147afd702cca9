import { availableParallelism } from 'node:os'
import { readyDatabase } from '#bin/database.ts'
import { serving } from '#bin/lifecycle.ts'
import { program, settings } from '#bin/settings.ts'
import { closePool } from '#lib/database/pool.ts'
import { startDispatcher } from '#lib/deliveries/dispatcher.ts'
import { filesProcess } from '#lib/insights/files/process.ts'
import { customerDataFolder } from '#lib/insights/folders.ts'
import { startJobRunner } from '#lib/insights/jobs/runner.ts'

// One worker: refreshes data and sends deliveries, on DATABASE_URL. Any number of them may run.
await program(async () => {
  await readyDatabase(settings().databaseUrl)
  // Half of the machine at most: dispatch and pages go on beside a heavy refresh.
  const threads = Math.ceil(availableParallelism() / 2)
  const files = filesProcess({ folder: customerDataFolder(), memoryMegabytes: 1024, threads })
  const parts = [await startDispatcher(), await startJobRunner(files)]
  serving(async () => {
    await Promise.all(parts.map(part => part.stop()))
    await files[Symbol.asyncDispose]()
    await closePool()
  })
})
