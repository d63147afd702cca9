import { constants } from 'node:fs'
import { type FileHandle, open, realpath } from 'node:fs/promises'
import { isAbsolute, relative, sep } from 'node:path'
import { IngestionError, type SourceFile } from '#lib/insights/port.ts'

const REASONS: Record<string, string> = {
  ENOENT: 'does not exist',
  ENOTDIR: 'does not exist',
  ELOOP: 'is a symbolic link that leads nowhere',
  EACCES: 'cannot be read: permission denied',
  EPERM: 'cannot be read: permission denied',
  ENAMETOOLONG: 'has too long a name',
  // What a socket or a device without a driver answers.
  ENXIO: 'is not a file',
}

/**
 * Opens what a source names, if that really is a file in the source's root.
 * @param root the folder that it must be in
 * @throws IngestionError naming the file and why not.
 */
export async function openSource({ path, displayPath }: SourceFile, root: string): Promise<FileHandle> {
  let file: FileHandle | undefined
  try {
    const real = await realpath(path)
    if (!isInside(await realpath(root), real)) throw new IngestionError(`${displayPath} leads out of its folder.`)
    // Resolved already, so a link here was put in its place since; and opening a pipe must not wait for its writer.
    file = await open(real, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0))
    if (!(await file.stat()).isFile()) throw new IngestionError(`${displayPath} is not a file.`)
    return file
  } catch (error) {
    await file?.close()
    const reason = error instanceof Error && 'code' in error && REASONS[String(error.code)]
    throw reason ? new IngestionError(`${displayPath} ${reason}.`) : error
  }
}

export function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path)
  return way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way)
}
