import { createWriteStream } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { record } from '#lib/audit/record.ts'
import { changed } from '#lib/changes/notify.ts'
import { database, transaction } from '#lib/database/client.ts'
import { uuid7 } from '#lib/database/uuid7.ts'
import { Invalid, TooLarge, Unprocessable } from '#lib/errors.ts'
import { findDataSource, lockDataSource } from '#lib/insights/data-sources/read.ts'
import { type DataSourceView, dataSourceView } from '#lib/insights/data-sources/view.ts'
import { uploadFolder } from '#lib/insights/folders.ts'
import type { FileFormat } from '#lib/insights/port.ts'
import type { Access } from '#lib/instances/actor.ts'
import { permit } from '#lib/instances/permissions.ts'

export const MAX_UPLOAD_BYTES = 2 ** 30

/**
 * Takes a file for a data source, in place of whatever it read before; nothing is refreshed. The file is streamed
 * to disk and named once it is whole: a broken upload changes nothing. @throws TooLarge
 */
export async function uploadFile(
  access: Access,
  dataSourceId: string,
  content: AsyncIterable<Uint8Array>,
  { format, limit = MAX_UPLOAD_BYTES }: { format?: FileFormat | undefined; limit?: number } = {},
): Promise<DataSourceView> {
  permit(access, 'datasources.write')
  const { kind } = await findDataSource(database(), access.instance.id, dataSourceId)
  if (kind !== 'file') throw new Unprocessable('Only a data source of kind file takes a file.')
  const folder = uploadFolder(access.instance.id, dataSourceId)
  const upload = await store(folder, content, limit)
  try {
    return await point(access, dataSourceId, upload, format)
  } catch (error) {
    await rm(join(folder, upload), { force: true })
    throw error
  }
}

/** @returns the name of the file in the folder; names follow the order in which uploads were complete */
async function store(folder: string, content: AsyncIterable<Uint8Array>, limit: number): Promise<string> {
  await mkdir(folder, { recursive: true })
  const part = join(folder, `${uuid7()}.part`)
  try {
    await pipeline(received(content), atMost(limit), createWriteStream(part, { flags: 'wx', flush: true }))
    const name = uuid7()
    await rename(part, join(folder, name))
    return name
  } catch (error) {
    await rm(part, { force: true })
    throw error
  }
}

async function* received(content: AsyncIterable<Uint8Array>) {
  try {
    yield* content
  } catch {
    throw new Invalid('The upload broke off before its end.')
  }
}

function atMost(limit: number) {
  let size = 0
  return new Transform({
    transform(chunk: Uint8Array, _, done) {
      size += chunk.length
      done(size > limit ? new TooLarge(`The file is larger than ${limit} bytes.`) : null, chunk)
    },
  })
}

const point = (access: Access, dataSourceId: string, upload: string, format: FileFormat | undefined) =>
  transaction(async tx => {
    const before = await lockDataSource(tx, access.instance.id, dataSourceId)
    // Of two uploads at once the one that was complete last counts; what is older is removed by the next refresh.
    const latest = before.upload && before.upload > upload ? before.upload : upload
    const elsewhere = { path: null, pattern: null, url: null, sealedUrl: null, credentials: null }
    const data = { ...elsewhere, upload: latest, format: format ?? before.format }
    const after = await tx.dataSource.update({ where: { id: dataSourceId }, data })
    await record(tx, access.actor, {
      action: 'dataSource.upload',
      instanceId: access.instance.id,
      objectType: 'dataSource',
      objectId: dataSourceId,
      before: dataSourceView(before),
      after: dataSourceView(after),
    })
    await changed(tx, access.instance.id, 'datasources')
    return dataSourceView(after)
  })
