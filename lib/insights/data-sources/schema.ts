import { z } from 'zod'
import { FriendlyName, ObjectName, SourceEntityName } from '#lib/insights/names.ts'

const Path = z.string().min(1).max(500)
const Column = z.string().min(1).max(200)
const Query = z.string().trim().min(1).max(20_000)
export const FileFormat = z.enum(['csv', 'json', 'parquet'])
// Of these the service itself decides.
const FORBIDDEN_HEADERS =
  /^(host|connection|content-.*|transfer-encoding|upgrade|expect|te|trailer|keep-alive|proxy-.*)$/i

const HeaderName = z
  .string()
  .regex(/^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}$/, { error: 'must be the name of a header' })
  .refine(name => !FORBIDDEN_HEADERS.test(name), { error: 'must be another header: this one is not yours to set' })
const HeaderValue = z
  .string()
  .regex(/^[\x20-\x7e]{1,8000}$/, { error: 'must be 1 to 8,000 printable ASCII characters' })

/** Of a source that is there, the secret may be left out to keep it. */
export const SourceCredentials = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('header'), name: HeaderName, value: HeaderValue.optional() }),
  z.object({
    kind: z.literal('basic'),
    username: z
      .string()
      .max(500)
      .regex(/^[^:\p{Cc}]*$/u, { error: 'must have no : and no control characters' }),
    password: z.string().min(1).max(2000).optional(),
  }),
])
export type SourceCredentials = z.infer<typeof SourceCredentials>

const Incremental = z.object({ watermark: Column })
const Freshness = z.object({ column: Column, maxAgeHours: z.int().min(1).max(8760) })

/** What kind file reads, and how. Where none of path, pattern and url is given, the file is uploaded. */
const fileMembers = {
  format: FileFormat.nullish(),
  /** Below the drop folder. */
  path: Path.nullish(),
  /** Of files below the drop folder that are read as one. */
  pattern: Path.nullish(),
  url: z.string().min(1).max(8000).nullish(),
  credentials: SourceCredentials.nullish(),
  primaryKey: Column.nullish(),
  /** Rows at or above the greatest watermark take the place of those with their primary key, or are added. */
  incremental: Incremental.nullish(),
}

/** What kind sql watches: one of table and query. */
const sqlMembers = {
  connectionId: z.uuid().nullish(),
  /** `schema.name` or `name`. */
  table: z.string().min(1).max(200).nullish(),
  query: Query.nullish(),
  freshness: Freshness.nullish(),
}

const named = { name: ObjectName, friendlyName: FriendlyName.optional(), isActive: z.boolean().optional() }

export const NewDataSource = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('file'), ...named, entityName: SourceEntityName, ...fileMembers }),
  z.object({
    kind: z.literal('sql'),
    ...named,
    entityName: SourceEntityName,
    ...sqlMembers,
    connectionId: z.uuid(),
    primaryKey: Column.nullish(),
  }),
  z.object({ kind: z.literal('external'), ...named }),
])
export type NewDataSource = z.infer<typeof NewDataSource>

export const DataSourceChange = z.object({
  friendlyName: FriendlyName.optional(),
  isActive: z.boolean().optional(),
  ...fileMembers,
  ...sqlMembers,
  /** Fixed; taken so that a whole object can be sent back, and so that an attempt to change one is told. */
  name: z.string().optional(),
  kind: z.string().optional(),
  entityName: z.string().nullish(),
})
export type DataSourceChange = z.infer<typeof DataSourceChange>

/** What is to be looked at before it is saved: a new data source, with or without its names. */
export const PreviewedSource = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('file'), dataSourceId: z.uuid().optional(), ...fileMembers }),
  z.object({
    kind: z.literal('sql'),
    dataSourceId: z.uuid().optional(),
    ...sqlMembers,
    connectionId: z.uuid(),
    primaryKey: Column.nullish(),
  }),
])
export type PreviewedSource = z.infer<typeof PreviewedSource>
