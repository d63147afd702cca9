import { mkdir, open, rename } from 'node:fs/promises'
import { dirname } from 'node:path'

/** Makes a version appear under its name, so that it is there in full even after a loss of power. */
export async function publish(path: string, target: string) {
  await sync(path)
  await mkdir(dirname(target), { recursive: true })
  await rename(path, target)
  await sync(dirname(target))
}

async function sync(path: string) {
  // Windows opens no folders, and keeps names without being asked.
  if (process.platform === 'win32' && !path.endsWith('.parquet')) return
  const file = await open(path, 'r')
  try {
    await file.sync()
  } finally {
    await file.close()
  }
}
