import type { Definition } from '#lib/insights/unification/definition.ts'
import type { Mapped, Matched, Merged } from '#lib/insights/unification/unify.ts'
import type { Unification } from '#prisma/generated/client.ts'

/** What the last refresh that was completed came to. */
export type UnificationResult = Pick<Merged, 'customers' | 'sourceRecords' | 'matched' | 'kept' | 'added'> &
  Pick<Mapped, 'records'> &
  Pick<Matched, 'rules' | 'skipped'>

/** The unification as the API shows it. */
export const unificationView = ({ definition, definedAt, unifiedAt, result }: Unification) => ({
  ...(definition as Definition),
  definedAt: definedAt.toISOString(),
  unifiedAt: unifiedAt?.toISOString() ?? null,
  result: result as UnificationResult | null,
})

export type UnificationView = ReturnType<typeof unificationView>
