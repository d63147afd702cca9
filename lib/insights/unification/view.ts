import type { Definition } from '#lib/insights/unification/definition.ts'
import type { Mapped, Matched, Merged } from '#lib/insights/unification/unify.ts'
import type { Unification } from '#prisma/generated/client.ts'

/** What the last refresh that was completed came to. */
export type UnificationResult = Pick<Merged, 'customers' | 'sourceRecords' | 'matched' | 'kept' | 'added'> &
  Pick<Mapped, 'records'> &
  Pick<Matched, 'rules' | 'skipped'>

/** The unification as the API shows it. `definedAt` is null where none is defined. */
export type UnificationView = Definition & {
  definedAt: string | null
  unifiedAt: string | null
  result: UnificationResult | null
}

export const unificationView = ({ definition, definedAt, unifiedAt, result }: Unification): UnificationView => ({
  ...(definition as Definition),
  definedAt: definedAt.toISOString(),
  unifiedAt: unifiedAt?.toISOString() ?? null,
  result: result as UnificationResult | null,
})
