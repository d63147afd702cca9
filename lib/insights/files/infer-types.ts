import type { AttributeType } from '#lib/insights/port.ts'

/** Of one column: how many values it has, and how many of them look like each type. */
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

export type Inferred = { type: AttributeType; hasComma: boolean }

/**
 * The types of a file's columns: the fixed one where there is one, else the narrowest that every value has. Text where
 * there is no value. Decimals have a comma where some column shows it; a comma between fields rules that out.
 */
export function inferTypes(
  profiles: Profile[],
  fixed: (AttributeType | undefined)[],
  isCommaSeparated: boolean,
): Inferred[] {
  const hasComma =
    !isCommaSeparated &&
    profiles.some(({ values, comma, integer, point }, index) =>
      fixed[index] === undefined ? comma === values && integer < values : fixed[index] === 'decimal' && comma > point,
    )
  return profiles.map((profile, index) => ({ type: fixed[index] ?? narrowest(profile, hasComma), hasComma }))
}

function narrowest(profile: Profile, hasComma: boolean): AttributeType {
  const { values } = profile
  if (values === 0) return 'text'
  if (profile.boolean === values) return 'boolean'
  if (profile.integer === values) return 'integer'
  if ((hasComma ? profile.comma : profile.point) === values) return 'decimal'
  if (profile.date === values) return 'date'
  if (profile.timestamp === values) return 'timestamp'
  return 'text'
}
