import { sqlSettings } from '#lib/insights/connections/settings.ts'
import { localFiles } from '#lib/insights/files/local-files.ts'
import { customerDataFolder } from '#lib/insights/folders.ts'
import type { DataPort } from '#lib/insights/port.ts'
import { routedPort } from '#lib/insights/router.ts'
import { sqlPort } from '#lib/insights/sql/sql-port.ts'
import { remember } from '#lib/remember.ts'

/** A page waits for it. */
const STATEMENT_TIMEOUT_MS = 20_000

/** For reads in this process, beside its other work: little memory, one thread. */
export const dataPort = (): DataPort =>
  remember('data', () =>
    routedPort(
      localFiles({ folder: customerDataFolder(), memoryMegabytes: 256, threads: 1 }),
      sqlPort(sqlSettings(STATEMENT_TIMEOUT_MS)),
    ),
  )
