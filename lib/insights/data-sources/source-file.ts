import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Unprocessable } from '#lib/errors.ts'
import { dropFolderPath } from '#lib/insights/data-sources/path.ts'
import { dropFolder, uploadFolder } from '#lib/insights/folders.ts'
import { IngestionError, type IngestSource } from '#lib/insights/port.ts'
import type { DataSource } from '#prisma/generated/client.ts'

type SourceFile = Pick<IngestSource, 'path' | 'displayPath' | 'root'>

/** Where the file of a data source is now, and the name by which errors speak of it. @throws IngestionError */
export async function sourceFile(source: DataSource): Promise<SourceFile> {
  const file = await locate(source)
  const stats = await stat(file.path).catch((error: NodeJS.ErrnoException) => error)
  if (stats instanceof Error) {
    throw new IngestionError(
      `${file.displayPath} ${stats.code === 'ENOENT' ? 'does not exist' : `cannot be read (${stats.code})`}.`,
    )
  }
  if (!stats.isFile()) throw new IngestionError(`${file.displayPath} is not a file.`)
  return file
}

async function locate({ instanceId, id, name, path, upload }: DataSource): Promise<SourceFile> {
  const root = uploadFolder(instanceId, id)
  if (upload) return { path: join(root, upload), displayPath: `${name}.csv`, root }
  if (!path) throw new IngestionError('It has no file yet: upload one.')
  try {
    return { path: await dropFolderPath(path), displayPath: path, root: dropFolder() }
  } catch (error) {
    if (error instanceof Unprocessable) throw new IngestionError(`${path}: ${error.message}`)
    throw error
  }
}
