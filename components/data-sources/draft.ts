import { type Names, uniqueName } from '#components/insights/names.ts'
import type { DataSourceView } from '#lib/insights/data-sources/view.ts'

export const PLACES = ['upload', 'url', 'path', 'pattern'] as const
export type Place = (typeof PLACES)[number]
export const FORMATS = ['csv', 'json', 'parquet'] as const
export type Format = (typeof FORMATS)[number]

/** A data source while it is edited. Numbers are as they were typed. */
export type Draft = Names & {
  kind: DataSourceView['kind']
  /** Where a file source's file comes from. */
  from: Place
  format: Format
  path: string
  pattern: string
  url: string
  credentials: 'none' | 'basic' | 'header'
  /** The user name, or the name of the header. */
  credentialName: string
  /** Empty: the one before stays. */
  secret: string
  file: File | undefined
  watermark: string
  connectionId: string
  read: 'table' | 'query'
  table: string
  query: string
  freshness: string
  maxAgeHours: string
  /** Undefined while it follows the display name. */
  entityName: string | undefined
  primaryKey: string
}

export const draftOf = (source?: DataSourceView): Draft => ({
  displayName: source?.friendlyName ?? '',
  name: source?.name,
  kind: source?.kind ?? 'file',
  from: placeOf(source),
  format: source?.format ?? 'csv',
  path: source?.path ?? '',
  pattern: source?.pattern ?? '',
  url: source?.url ?? '',
  credentials: source?.credentials?.kind ?? 'none',
  credentialName: nameOf(source?.credentials ?? null),
  secret: '',
  file: undefined,
  watermark: source?.incremental?.watermark ?? '',
  connectionId: source?.connectionId ?? '',
  read: source?.query ? 'query' : 'table',
  table: source?.table ?? '',
  query: source?.query ?? '',
  freshness: source?.freshness?.column ?? '',
  maxAgeHours: String(source?.freshness?.maxAgeHours ?? 24),
  entityName: source?.entityName ?? undefined,
  primaryKey: source?.primaryKey ?? '',
})

const placeOf = (source?: DataSourceView): Place =>
  source?.path ? 'path' : source?.pattern ? 'pattern' : source?.url ? 'url' : 'upload'

const nameOf = (credentials: DataSourceView['credentials']) =>
  credentials === null ? '' : credentials.kind === 'basic' ? credentials.username : credentials.name

/** The format that a file's or address' name tells; undefined where it tells none. */
export function formatOf(name: string): Format | undefined {
  const [ending] = name.match(/\.(csv|tsv|txt|json|ndjson|jsonl|parquet|pq)(?=$|[?#])/i) ?? []
  if (!ending) return undefined
  if (/json/i.test(ending)) return 'json'
  return /p(arquet|q)$/i.test(ending) ? 'parquet' : 'csv'
}

/** The entity's name: unlike other names, it has no dots and dashes. */
export const entityNameOf = (draft: Draft) => draft.entityName ?? uniqueName(draft).replace(/[.-]/g, '_')

/** The members that still have to be filled in. */
export const missingIn = (draft: Draft): string[] => [
  ...(draft.displayName.trim() === '' ? ['friendlyName'] : []),
  ...(uniqueName(draft) === '' ? ['name'] : []),
  ...(draft.kind !== 'external' && entityNameOf(draft) === '' ? ['entityName'] : []),
  ...missingToRead(draft),
]

/** The members without which there is nothing to look at. */
export function missingToRead(draft: Draft): string[] {
  if (draft.kind === 'file') {
    return draft.from !== 'upload' && draft[draft.from].trim() === '' ? [draft.from] : []
  }
  if (draft.kind === 'external') return []
  return [
    ...(draft.connectionId === '' ? ['connectionId'] : []),
    ...(draft[draft.read].trim() === '' ? [draft.read] : []),
  ]
}

/** The data source as the API takes it. */
export function bodyOf(draft: Draft) {
  const shared = { name: uniqueName(draft), friendlyName: draft.displayName.trim(), kind: draft.kind }
  return draft.kind === 'external' ? shared : { ...shared, entityName: entityNameOf(draft), ...readingOf(draft) }
}

/** What it reads, as the API takes it: what is not chosen is taken away. */
export function readingOf(draft: Draft) {
  const primaryKey = draft.primaryKey.trim() || null
  if (draft.kind === 'sql') {
    const column = draft.freshness.trim()
    return {
      connectionId: draft.connectionId,
      table: draft.read === 'table' ? draft.table.trim() : null,
      query: draft.read === 'query' ? draft.query.trim() : null,
      freshness: column ? { column, maxAgeHours: Number(draft.maxAgeHours) } : null,
      primaryKey,
    }
  }
  const watermark = draft.watermark.trim()
  const only = (place: Place, value: string) => (draft.from === place ? value.trim() : null)
  return {
    format: draft.format,
    path: only('path', draft.path),
    pattern: only('pattern', draft.pattern),
    url: only('url', draft.url),
    credentials: draft.from === 'url' ? credentialsOf(draft) : null,
    incremental: watermark ? { watermark } : null,
    primaryKey,
  }
}

function credentialsOf({ credentials, credentialName, secret }: Draft) {
  if (credentials === 'none') return null
  const name = credentialName.trim()
  return credentials === 'basic'
    ? { kind: credentials, username: name, ...(secret && { password: secret }) }
    : { kind: credentials, name, ...(secret && { value: secret }) }
}
