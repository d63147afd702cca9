import type { AttributeType } from '#lib/insights/port.ts'

/** Of one column: how many values it has, and how many of them are of each type. */
export type Profile = {
  values: number
  boolean: number
  integer: number
  /** Decimals written with a point, and with a comma; an integer is both. */
  point: number
  comma: number
  date: number
  timestamp: number
}

/** A column with its fixed type, if it has one, and what was seen of it, if anything was. */
export type Seen = { fixed: AttributeType | undefined; profile: Profile | undefined }
export type Inferred = { type: AttributeType; hasComma: boolean }

/**
 * The types of a file's columns: the fixed one where there is one, else the narrowest that every value has. Text where
 * there is no value. Decimals have a comma where some column shows it; a comma between fields rules that out.
 */
export function inferTypes(columns: Seen[], isCommaSeparated: boolean): Inferred[] {
  const hasComma = !isCommaSeparated && columns.some(showsComma)
  return columns.map(({ fixed, profile }) => ({ type: fixed ?? narrowest(profile, hasComma), hasComma }))
}

function showsComma({ fixed, profile }: Seen): boolean {
  if (!profile) return false
  if (fixed === 'decimal') return profile.comma > profile.point
  return fixed === undefined && profile.comma === profile.values && profile.integer < profile.values
}

function narrowest(profile: Profile | undefined, hasComma: boolean): AttributeType {
  if (!profile || profile.values === 0) return 'text'
  const { values } = profile
  if (profile.boolean === values) return 'boolean'
  if (profile.integer === values) return 'integer'
  if ((hasComma ? profile.comma : profile.point) === values) return 'decimal'
  if (profile.date === values) return 'date'
  if (profile.timestamp === values) return 'timestamp'
  return 'text'
}
