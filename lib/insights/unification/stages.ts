import type { Mapped, Matched } from '#lib/insights/unification/unify.ts'

/** What map leaves for match: its file, the versions it was made of, and the moment of the definition. */
export type MappedStage = Mapped & { file: string; definedAt: string; files: Record<string, string> }

/** What match leaves for merge; `records` is the file of the map. */
export type MatchedStage = Matched & { file: string; definedAt: string; records: string }
