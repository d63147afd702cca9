import { join } from 'node:path'
import { dropFolder, uploadFolder } from '#lib/insights/folders.ts'
import { type FileSource, IngestionError } from '#lib/insights/port.ts'
import type { DataSource } from '#prisma/generated/client.ts'

/** Which file a data source reads, and the name by which errors speak of it. @throws IngestionError where it has none */
export function sourceFile({
  instanceId,
  id,
  name,
  path,
  upload,
  format,
}: DataSource): Pick<FileSource, 'format' | 'files' | 'root'> {
  const root = upload ? uploadFolder(instanceId, id) : dropFolder()
  const file = upload ?? path
  if (!file) throw new IngestionError('It has no file yet: upload one.')
  return { format: format ?? 'csv', files: [{ path: join(root, file), displayPath: path ?? `${name}.csv` }], root }
}
