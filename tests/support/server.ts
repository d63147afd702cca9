import type { TestProject } from 'vitest/node'
import { makeDataDir } from '#bin/throw-away.ts'
import { startEmbedded } from '#lib/database/embedded.ts'
import { migrate } from '#lib/database/migrate.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The migrated database that each test file copies. */
    templateUrl: string
  }
}

/** One PostgreSQL for the whole run. */
export default async function setup(project: TestProject) {
  const folder = await makeDataDir()
  const server = await startEmbedded(folder.path)
  await migrate(server.url)
  project.provide('templateUrl', server.url)
  return async () => {
    await server.stop()
    await folder.remove()
  }
}
