import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { makeDataDir } from '#bin/throw-away.ts'
import { productSettings, runProgram, runScript } from '#tests/support/product.ts'

/** A data folder of its own, and as many starts on it as a test wants; `clear` ends and removes all of it. */
export async function ownDataFolder() {
  const folder = await makeDataDir()
  const settings = { ...(await productSettings(folder.path)), SAMPLE_DATA: 'false' }
  const url = `http://127.0.0.1:${settings.PORT}`
  const pidFile = join(folder.path, 'postgres/data/postmaster.pid')
  const started: (() => Promise<unknown>)[] = []

  return {
    path: folder.path,
    url,
    settings,
    start(how: 'npm' | 'node' = 'node', changes: Record<string, string> = {}) {
      const all: Record<string, string> = { ...settings, ...changes }
      const product = how === 'npm' ? runScript('start', all) : runProgram('bin/start.ts', all)
      started.push(product.stop)
      return { ...product, isReady: () => product.printed(/Stop {6}Ctrl\+C/) }
    },
    /** The status of /api/health; 0 where nobody answers. */
    health: () =>
      fetch(`${url}/api/health`).then(
        response => response.status,
        () => 0,
      ),
    databaseRuns: () => existsSync(pidFile),
    databasePid: async () => Number((await readFile(pidFile, 'utf8')).split('\n')[0]),
    async clear() {
      for (const stop of started.reverse()) await stop()
      await folder.remove()
    },
  }
}
