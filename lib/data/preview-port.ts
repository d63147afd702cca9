import { sqlSettings } from '#lib/insights/connections/settings.ts'
import type { FilesPort } from '#lib/insights/files/local-files.ts'
import { IngestionError, type IngestSource, type Preview } from '#lib/insights/port.ts'
import { routedPort } from '#lib/insights/router.ts'
import { sqlPort } from '#lib/insights/sql/sql-port.ts'
import { forget, remember } from '#lib/remember.ts'

/** Looks at a source. Why it was refused is an answer: routes are bundled, and know the class of an error as another. */
type Look = (source: IngestSource, signal: AbortSignal) => Promise<Preview | { refused: string }>

const NAME = 'preview port'
const STATEMENT_TIMEOUT_MS = 15_000

/** Looks at what strangers wrote, not in this process. Routes cannot start one: the web's start brings it. */
export const look: Look = (source, signal) =>
  remember<Look>(NAME, () => {
    throw new Error('There is no port for previews in this process.')
  })(source, signal)

export function providePreviewPort(files: FilesPort) {
  const port = routedPort(files, sqlPort(sqlSettings(STATEMENT_TIMEOUT_MS)))
  forget(NAME)
  remember<Look>(NAME, () => async (source, signal) => {
    try {
      return await port.preview(source, signal)
    } catch (error) {
      if (error instanceof IngestionError) return { refused: error.message }
      throw error
    }
  })
}
