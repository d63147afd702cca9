import type { z } from 'zod'
import { Invalid } from '#lib/errors.ts'

/**
 * Holds input from outside against a schema.
 * @throws Invalid with one issue per member that does not fit.
 */
export function parse<T>(schema: z.ZodType<T>, input: unknown, what: string): T {
  const flaw = findFlaw(input)
  if (flaw) throw new Invalid(`${what} ${flaw}.`)
  const result = schema.safeParse(input)
  if (result.success) return result.data
  const issues = result.error.issues.map(({ path, message }) => ({ path: path.join('.'), message }))
  const first = issues[0]
  const where = first?.path ? ` at ${first.path}` : ''
  throw new Invalid(`${what} does not fit${where}: ${first?.message ?? 'unknown reason'}.`, issues)
}

// Nothing that we take is nested deeper, and what walks it later need not fear for its stack.
const MAX_DEPTH = 64

// What PostgreSQL stores in no text and no JSON, refused here once instead of failing anywhere later.
function findFlaw(input: unknown, depth = 0): string | undefined {
  if (typeof input === 'string') return flawOfText(input)
  if (typeof input !== 'object' || input === null) return undefined
  if (depth === MAX_DEPTH) return `is nested more than ${MAX_DEPTH} levels deep`
  for (const [key, value] of Object.entries(input)) {
    const flaw = flawOfText(key) ?? findFlaw(value, depth + 1)
    if (flaw) return flaw
  }
  return undefined
}

function flawOfText(text: string): string | undefined {
  if (text.includes('\0')) return 'holds a NUL character, which cannot be stored'
  if (!text.isWellFormed()) return 'holds half of a surrogate pair, which is not a character'
  return undefined
}
