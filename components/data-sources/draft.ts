import { type Names, uniqueName } from '#components/insights/names.ts'
import type { DataSourceView } from '#lib/insights/data-sources/view.ts'

/** A data source while it is edited. */
export type Draft = Names & {
  kind: DataSourceView['kind']
  /** Where a file source's file comes from. */
  from: 'upload' | 'path'
  path: string
  file: File | undefined
  /** Undefined while it follows the display name. */
  entityName: string | undefined
  primaryKey: string
}

export const draftOf = (source?: DataSourceView): Draft => ({
  displayName: source?.friendlyName ?? '',
  name: source?.name,
  kind: source?.kind ?? 'file',
  from: source?.path ? 'path' : 'upload',
  path: source?.path ?? '',
  file: undefined,
  entityName: source?.entityName ?? undefined,
  primaryKey: source?.primaryKey ?? '',
})

/** The entity's name: unlike other names, it has no dots and dashes. */
export const entityNameOf = (draft: Draft) => draft.entityName ?? uniqueName(draft).replace(/[.-]/g, '_')

/** The members that still have to be filled in. */
export const missingIn = (draft: Draft): string[] => [
  ...(draft.displayName.trim() === '' ? ['friendlyName'] : []),
  ...(uniqueName(draft) === '' ? ['name'] : []),
  ...(draft.kind === 'file' && entityNameOf(draft) === '' ? ['entityName'] : []),
  ...(draft.kind === 'file' && draft.from === 'path' && draft.path.trim() === '' ? ['path'] : []),
]

/** The data source as the API takes it. */
export function bodyOf(draft: Draft) {
  const shared = { name: uniqueName(draft), friendlyName: draft.displayName.trim(), kind: draft.kind }
  if (draft.kind === 'external') return shared
  return {
    ...shared,
    ...(draft.from === 'path' && { path: draft.path.trim() }),
    entityName: entityNameOf(draft),
    primaryKey: draft.primaryKey.trim() || null,
  }
}
