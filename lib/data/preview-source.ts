import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { look } from '#lib/data/preview-port.ts'
import { database } from '#lib/database/client.ts'
import { uuid7 } from '#lib/database/uuid7.ts'
import { Unprocessable } from '#lib/errors.ts'
import { sourceColumns } from '#lib/insights/data-sources/columns.ts'
import { findDataSource } from '#lib/insights/data-sources/read.ts'
import { relationSource } from '#lib/insights/data-sources/relation-source.ts'
import type { PreviewedSource } from '#lib/insights/data-sources/schema.ts'
import { withFiles } from '#lib/insights/data-sources/source-file.ts'
import { checkSourceUrl } from '#lib/insights/data-sources/url.ts'
import { type FileFormat, IngestionError, type Preview } from '#lib/insights/port.ts'
import type { Access } from '#lib/instances/actor.ts'
import { permit } from '#lib/instances/permissions.ts'

/** Of what is not uploaded, and of what an address gives. */
export const MAX_PREVIEW_BYTES = 64_000_000
const HEAD_BYTES = 1_000_000
const TIMEOUT_MS = 20_000

/** Nothing of it is kept; a port wants to know where a version would go. */
const NOWHERE = 'preview.parquet'

/**
 * The first rows of what a data source would read, and their types: before it is saved, or with changes to one that is
 * there. @throws Unprocessable with the sentence that a refresh would fail with
 */
export async function previewSource(access: Access, input: PreviewedSource): Promise<Preview> {
  permit(access, 'datasources.write')
  const { kind, dataSourceId, ...definition } = input
  if (input.kind === 'file') await checkSourceUrl(input.url)
  const instanceId = access.instance.id
  const before = dataSourceId ? await findDataSource(database(), instanceId, dataSourceId) : undefined
  const columns = await sourceColumns(access, kind, definition, before)
  const source = { ...EMPTY, ...before, ...defined(columns), instanceId, id: before?.id ?? uuid7(), name: 'file' }
  return told(async signal => {
    const primaryKey = source.primaryKey ?? undefined
    if (kind === 'sql') return look(relationSource(source), signal)
    const isWhole = source.format === 'parquet'
    const bytes = isWhole ? MAX_PREVIEW_BYTES : HEAD_BYTES
    const limits = { bytes, isCut: !isWhole, idleMs: TIMEOUT_MS / 2, totalMs: TIMEOUT_MS }
    return withFiles(source, limits, signal, files => look({ ...files, primaryKey, target: NOWHERE }, signal))
  })
}

/** The same of the beginning of a file that was sent for it. */
export async function previewUpload(
  access: Access,
  { format, name }: { format: FileFormat; name: string },
  content: Uint8Array,
): Promise<Preview> {
  permit(access, 'datasources.write')
  const root = await mkdtemp(join(tmpdir(), 'highwater-preview-'))
  try {
    const path = join(root, 'file')
    await writeFile(path, content)
    const files = [{ path, displayPath: name }]
    return await told(signal => look({ format, files, root, target: NOWHERE }, signal))
  } finally {
    await rm(root, { recursive: true, force: true })
  }
}

const EMPTY = {
  format: null,
  path: null,
  pattern: null,
  sealedUrl: null,
  credentials: null,
  upload: null,
  connectionId: null,
  tableName: null,
  query: null,
  primaryKey: null,
  freshness: null,
  maxAgeHours: null,
}

const defined = <T extends object>(columns: T): { [K in keyof T]: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(columns).filter(([, value]) => value !== undefined)) as never

async function told(work: (signal: AbortSignal) => ReturnType<typeof look>): Promise<Preview> {
  const timeout = AbortSignal.timeout(TIMEOUT_MS)
  try {
    const seen = await work(timeout)
    if ('refused' in seen) throw new Unprocessable(seen.refused)
    return seen
  } catch (error) {
    if (timeout.aborted) throw new Unprocessable(`It takes longer than ${TIMEOUT_MS / 1000} seconds to look at.`)
    throw error instanceof IngestionError ? new Unprocessable(error.message) : error
  }
}
