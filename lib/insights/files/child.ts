import { rmSync } from 'node:fs'
import { constants, setPriority } from 'node:os'
import { join } from 'node:path'
import { type FilesSettings, WORK_FOLDER } from '#lib/insights/files/engine.ts'
import { localFiles } from '#lib/insights/files/local-files.ts'
import { type Answer, type Call, type Request, toFailure } from '#lib/insights/files/messages.ts'
import { type Progress, withProgress } from '#lib/insights/progress.ts'

// The process behind filesProcess. It ends with its parent, whatever became of that.
const [settings, work] = JSON.parse(process.argv[2] ?? '') as [FilesSettings, string]
const port = localFiles(settings, work)
const calls = new Map<number, AbortController>()

setPriority(constants.priority.PRIORITY_BELOW_NORMAL)

// A terminal sends these to the whole group; when to stop is the parent's to say.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {})

process.on('disconnect', () => {
  rmSync(join(settings.folder, WORK_FOLDER, work), { recursive: true, force: true })
  process.exit()
})

process.on('message', (request: Request) => {
  if ('cancel' in request) calls.get(request.cancel)?.abort()
  else void answer(request)
})

async function answer(call: Call) {
  const controller = new AbortController()
  calls.set(call.id, controller)
  try {
    const tell = (progress: Progress) => send({ id: call.id, progress })
    send({ id: call.id, value: await withProgress(tell, () => run(call, controller.signal)) })
  } catch (error) {
    send({ id: call.id, failure: toFailure(error) })
  } finally {
    calls.delete(call.id)
  }
}

function run(call: Call, signal: AbortSignal): Promise<unknown> {
  switch (call.verb) {
    case 'ingest':
      return port.ingest(...call.input, signal)
    case 'preview':
      return port.preview(...call.input, signal)
    case 'evaluate':
      return port.evaluate(...call.input, signal)
    case 'unify':
      return port.unify(...call.input, signal)
    case 'read':
      return port.read(...call.input, signal)
  }
}

// Without a parent there is nobody to tell; 'disconnect' does the rest.
const send = (answer: Answer) => process.send?.(answer, () => {})
