import { Unprocessable } from '#lib/errors.ts'
import { type Credentials, sealCredentials, unsealCredentials } from '#lib/insights/data-sources/credentials.ts'
import { checkPattern, dropFolderPath } from '#lib/insights/data-sources/path.ts'
import type { DataSourceChange, SourceCredentials } from '#lib/insights/data-sources/schema.ts'
import { parseSourceUrl, shownUrl } from '#lib/insights/data-sources/url.ts'
import type { FileFormat } from '#lib/insights/port.ts'
import type { Access } from '#lib/instances/actor.ts'
import { permitDeployment } from '#lib/instances/permissions.ts'
import { seal, unseal } from '#lib/secrets/seal.ts'
import type { DataSource, Prisma } from '#prisma/generated/client.ts'

type Given = Pick<DataSourceChange, 'path' | 'pattern' | 'url' | 'credentials' | 'format'>
type Before = Pick<DataSource, 'path' | 'pattern' | 'url' | 'sealedUrl' | 'credentials' | 'format'>
type Columns = Pick<
  Prisma.DataSourceUncheckedCreateInput,
  'path' | 'pattern' | 'url' | 'sealedUrl' | 'credentials' | 'format' | 'upload'
>

const NOWHERE = { path: null, pattern: null, url: null, sealedUrl: null, upload: null }

/**
 * Where a file source reads from now: a place that is given takes that of the one before. What is sent back as it was
 * shown changes nothing. @throws Unprocessable, Forbidden for the drop folder
 */
export async function locationColumns(access: Access, given: Given, before?: Before): Promise<Columns> {
  const places = (['path', 'pattern', 'url'] as const).filter(
    name => given[name] !== undefined && given[name] !== (before?.[name] ?? null),
  )
  const [place, another] = places.filter(name => given[name] !== null)
  if (another)
    throw new Unprocessable('Give one of path, pattern and url.', [{ path: another, message: 'is one too many' }])
  const text = place && (given[place] ?? '')
  const columns: Columns =
    place && text ? { ...NOWHERE, ...(await checked(access, place, text)) } : places.length > 0 ? NOWHERE : {}
  return {
    ...columns,
    format: given.format ?? (text ? formatOf(text) : undefined) ?? before?.format ?? 'csv',
    credentials: credentialColumn(given.credentials, columns, before),
  }
}

async function checked(access: Access, place: 'path' | 'pattern' | 'url', text: string): Promise<Columns> {
  if (place === 'url') {
    const url = parseSourceUrl(text)
    return { url: shownUrl(url), sealedUrl: seal(url.href) }
  }
  permitDeployment(access.actor)
  if (place === 'pattern') {
    checkPattern(text)
    return { pattern: text }
  }
  await dropFolderPath(text)
  return { path: text }
}

/** Told by the end of a name; undefined where it tells nothing. */
function formatOf(text: string): FileFormat | undefined {
  const name = URL.canParse(text) ? new URL(text).pathname : text
  if (/\.(json|ndjson|jsonl)$/i.test(name)) return 'json'
  if (/\.(parquet|pq)$/i.test(name)) return 'parquet'
  return /\.(csv|tsv|txt)$/i.test(name) ? 'csv' : undefined
}

/** Credentials belong to the address that they were given for, and never go to another one unasked. */
function credentialColumn(
  given: SourceCredentials | null | undefined,
  { url, sealedUrl }: Columns,
  before: Before | undefined,
) {
  const hasUrl = url === undefined ? before?.url : url
  const known = before?.credentials ? unsealCredentials(before.credentials) : undefined
  if (given === null || !hasUrl) {
    if (given) throw refused('belong to an address, and there is none')
    return null
  }
  const isElsewhere = sealedUrl && before?.sealedUrl && originOf(sealedUrl) !== originOf(before.sealedUrl)
  if (given === undefined) {
    if (known && isElsewhere) throw refused('belong to the address before: give them again, or null')
    return undefined
  }
  return sealCredentials(completed(given, isElsewhere ? undefined : known))
}

const originOf = (sealedUrl: Uint8Array) => new URL(unseal(sealedUrl)).origin

function completed(given: SourceCredentials, known: Credentials | undefined): Credentials {
  if (given.kind === 'header') {
    const value = given.value ?? (known?.kind === 'header' && known.name === given.name ? known.value : undefined)
    if (value === undefined) throw refused('have no value')
    return { ...given, value }
  }
  const isSame = known?.kind === 'basic' && known.username === given.username
  const password = given.password ?? (isSame ? known.password : undefined)
  if (password === undefined) throw refused('have no password')
  return { ...given, password }
}

const refused = (why: string) => new Unprocessable(`The credentials ${why}.`, [{ path: 'credentials', message: why }])
