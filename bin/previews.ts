import { providePreviewPort } from '#lib/data/preview-port.ts'
import { filesProcess } from '#lib/insights/files/process.ts'
import { customerDataFolder } from '#lib/insights/folders.ts'

/** Lets this process look at files before they are saved: in a process of their own, which starts at the first. */
export function startPreviews(): { stop(): Promise<void> } {
  const files = filesProcess({ folder: customerDataFolder(), memoryMegabytes: 256, threads: 1 })
  providePreviewPort(files)
  return {
    async stop() {
      await files[Symbol.asyncDispose]()
    },
  }
}
