import { localFiles } from '#lib/insights/files/local-files.ts'
import { customerDataFolder } from '#lib/insights/folders.ts'
import type { DataPort } from '#lib/insights/port.ts'
import { remember } from '#lib/remember.ts'

/** For reads in this process, beside its other work: little memory, one thread. */
export const dataPort = (): DataPort =>
  remember('data', () => localFiles({ folder: customerDataFolder(), memoryMegabytes: 256, threads: 1 }))
