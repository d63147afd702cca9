import { type Names, uniqueName } from '#components/insights/names.ts'
import { missing, type Shape, typed } from '#components/rules/edit.ts'
import type { Rule } from '#lib/insights/rule.ts'
import type { SegmentView } from '#lib/insights/segments/view.ts'

/** A segment while it is edited. */
export type Draft = Names & {
  description: string
  kind: SegmentView['kind']
  entityName: string
  rule: Rule
  sql: string
}

export const draftOf = (segment?: SegmentView): Draft => ({
  displayName: segment?.friendlyName ?? '',
  name: segment?.name,
  description: segment?.description ?? '',
  kind: segment?.kind ?? 'rule',
  entityName: segment?.entityName ?? '',
  sql: segment?.sql ?? '',
  rule: segment?.rule ?? { all: [{ attribute: '', operator: 'eq', value: '' }] },
})

/** The members that still have to be filled in. */
export const missingIn = (draft: Draft): string[] => [
  ...(draft.displayName.trim() === '' ? ['friendlyName'] : []),
  ...(uniqueName(draft) === '' ? ['name'] : []),
  ...(draft.kind === 'rule' && draft.entityName === '' ? ['entityName'] : []),
  ...(draft.kind === 'rule' ? missing(draft.rule, 'rule') : []),
  ...(draft.kind === 'sql' && draft.sql.trim() === '' ? ['sql'] : []),
]

/** The segment as the API takes it. */
export function bodyOf(draft: Draft, entities: Shape[]) {
  const { displayName, description, kind, entityName, rule, sql } = draft
  return {
    name: uniqueName(draft),
    friendlyName: displayName.trim(),
    description: description.trim() || null,
    kind,
    ...(kind === 'rule' && { entityName, rule: typed(rule, entityName, entities) }),
    ...(kind === 'sql' && { sql }),
  }
}
