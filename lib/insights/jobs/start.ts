import { mkdir } from 'node:fs/promises'
import { availableParallelism, totalmem } from 'node:os'
import { sqlSettings } from '#lib/insights/connections/settings.ts'
import { filesProcess } from '#lib/insights/files/process.ts'
import { customerDataFolder, dropFolder } from '#lib/insights/folders.ts'
import { runJobs } from '#lib/insights/jobs/runner.ts'
import { startVersionSweep } from '#lib/insights/jobs/sweep.ts'
import { routedPort } from '#lib/insights/router.ts'
import { sqlPort } from '#lib/insights/sql/sql-port.ts'

const SETTINGS = { leaseMs: 15_000, pollMs: 5_000, taskTimeoutMs: 3_600_000, slots: 2 }
const LEAST_MEGABYTES = 1024
const MOST_MEGABYTES = 3072
/** Of one statement in a database of the customer's own. */
const STATEMENT_TIMEOUT_MS = 600_000

/** The worker's part in refreshes: runs jobs, with customer data in a process of its own, and removes old versions. */
export async function startJobRunner(): Promise<{ stop(): Promise<void> }> {
  await mkdir(dropFolder(), { recursive: true })
  await mkdir(customerDataFolder(), { recursive: true })
  // Half of the machine at most: dispatch and pages go on beside a heavy refresh.
  const threads = Math.ceil(availableParallelism() / 2)
  const half = Math.floor(totalmem() / 2 ** 21)
  const memoryMegabytes = Math.min(MOST_MEGABYTES, Math.max(LEAST_MEGABYTES, half))
  const files = filesProcess({ folder: customerDataFolder(), memoryMegabytes, threads })
  const port = routedPort(files, sqlPort(sqlSettings(STATEMENT_TIMEOUT_MS)))
  const runner = await runJobs(port, SETTINGS)
  const sweep = startVersionSweep()
  return {
    async stop() {
      sweep.stop()
      await runner.stop()
      await files[Symbol.asyncDispose]()
    },
  }
}
