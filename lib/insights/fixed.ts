import { Unprocessable } from '#lib/errors.ts'

/**
 * Refuses to change what is fixed: a whole object may be sent back as it was read, but not with these members changed.
 * @throws Unprocessable with one issue per member that differs
 */
export function refuseChange(current: object, given: Record<string, unknown>) {
  const fixed = new Map(Object.entries(current))
  const issues = Object.entries(given)
    .filter(([name, value]) => value !== undefined && value !== fixed.get(name))
    .map(([name]) => ({ path: name, message: 'cannot be changed: delete it and make a new one' }))
  const first = issues[0]
  if (first) throw new Unprocessable(`${first.path} ${first.message}.`, issues)
}
