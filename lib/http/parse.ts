import type { z } from 'zod'
import { Invalid } from '#lib/errors.ts'

/**
 * Holds input from outside against a schema.
 * @throws Invalid with one issue per member that does not fit.
 */
export function parse<T>(schema: z.ZodType<T>, input: unknown, what: string): T {
  if (hasNul(input)) throw new Invalid(`${what} holds a NUL character, which cannot be stored.`)
  const result = schema.safeParse(input)
  if (result.success) return result.data
  const issues = result.error.issues.map(({ path, message }) => ({ path: path.join('.'), message }))
  const first = issues[0]
  const where = first?.path ? ` at ${first.path}` : ''
  throw new Invalid(`${what} does not fit${where}: ${first?.message ?? 'unknown reason'}.`, issues)
}

// PostgreSQL stores no NUL in text or JSON; refused here once instead of failing anywhere later.
function hasNul(input: unknown): boolean {
  if (typeof input === 'string') return input.includes('\0')
  if (Array.isArray(input)) return input.some(hasNul)
  if (typeof input === 'object' && input !== null) {
    return Object.entries(input).some(([key, value]) => hasNul(key) || hasNul(value))
  }
  return false
}
