import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { uuid7 } from '#lib/database/uuid7.ts'
import { unsealCredentials } from '#lib/insights/data-sources/credentials.ts'
import { type DownloadLimits, download } from '#lib/insights/data-sources/download.ts'
import { removeOldUploads } from '#lib/insights/data-sources/old-uploads.ts'
import { filesOf } from '#lib/insights/data-sources/pattern.ts'
import { dropFolder, uploadFolder } from '#lib/insights/folders.ts'
import { type FileSource, IngestionError } from '#lib/insights/port.ts'
import { unseal } from '#lib/secrets/seal.ts'
import type { DataSource } from '#prisma/generated/client.ts'

type Located = Pick<
  DataSource,
  'instanceId' | 'id' | 'name' | 'format' | 'path' | 'pattern' | 'sealedUrl' | 'credentials' | 'upload'
>
type Files = Pick<FileSource, 'format' | 'files' | 'root'>

/**
 * The files that a data source reads now, and the names by which errors speak of them; what is downloaded for it is
 * there while `use` runs. @throws IngestionError where it has none
 */
export async function withFiles<T>(
  source: Located,
  limits: DownloadLimits,
  signal: AbortSignal | undefined,
  use: (files: Files) => Promise<T>,
): Promise<T> {
  const { instanceId, id, path, pattern, upload } = source
  const format = source.format ?? 'csv'
  const folder = uploadFolder(instanceId, id)
  if (upload) {
    await removeOldUploads(folder, upload)
    signal?.throwIfAborted()
    const files = [{ path: join(folder, upload), displayPath: `${source.name}.${format}` }]
    return use({ format, files, root: folder })
  }
  const root = dropFolder()
  if (pattern) return use({ format, files: await filesOf(root, pattern), root })
  if (path) return use({ format, files: [{ path: join(root, path), displayPath: path }], root })
  if (!source.sealedUrl) throw new IngestionError('It has no file yet: upload one.')

  const url = new URL(unseal(source.sealedUrl))
  const downloaded = join(folder, `${uuid7()}.part`)
  await mkdir(folder, { recursive: true })
  try {
    const credentials = source.credentials ? unsealCredentials(source.credentials) : undefined
    await download(url, credentials, downloaded, limits, signal)
    const displayPath = url.pathname.split('/').at(-1) || url.host
    return await use({ format, files: [{ path: downloaded, displayPath }], root: folder })
  } finally {
    await rm(downloaded, { force: true })
  }
}
