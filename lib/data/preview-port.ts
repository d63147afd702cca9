import { sqlSettings } from '#lib/insights/connections/settings.ts'
import type { FilesPort } from '#lib/insights/files/local-files.ts'
import type { DataPort } from '#lib/insights/port.ts'
import { routedPort } from '#lib/insights/router.ts'
import { sqlPort } from '#lib/insights/sql/sql-port.ts'
import { forget, remember } from '#lib/remember.ts'

const NAME = 'preview port'
const STATEMENT_TIMEOUT_MS = 15_000

/** The port that looks at what strangers wrote. Routes are bundled and cannot start a process: the web's start brings one. */
export const previewPort = (): DataPort =>
  remember(NAME, () => {
    throw new Error('There is no port for previews in this process.')
  })

export function providePreviewPort(files: FilesPort) {
  forget(NAME)
  remember(NAME, () => routedPort(files, sqlPort(sqlSettings(STATEMENT_TIMEOUT_MS))))
}
