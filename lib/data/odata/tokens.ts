import { Invalid } from '#lib/errors.ts'

export type Token = { kind: Kind; text: string /** Of the first character, from 1. */; position: number }
type Kind = (typeof KINDS)[number][0] | 'end'

// The order decides: a date begins like a number. Names take every script's letters, as column names do.
const KINDS = [
  ['string', /'(?:[^']|'')*'/uy],
  ['timestamp', /\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?(?:Z|[+-]\d\d:\d\d)/uy],
  ['date', /\d{4}-\d\d-\d\d/uy],
  ['number', /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/uy],
  ['word', /[\p{L}_][\p{L}\p{N}\p{M}_]*/uy],
  ['mark', /[(),*]/uy],
] as const

const SPACE = /[ \t]*/uy

/** Takes a query option apart. The last token is always `end`. @throws Invalid at a character that begins none. */
export function tokens(option: string, text: string): Token[] {
  const found: Token[] = []
  for (let at = skip(SPACE, text, 0); at < text.length; at = skip(SPACE, text, at)) {
    const token = tokenAt(text, at)
    if (!token)
      throw misfit(option, at + 1, text[at] === "'" ? 'this string has no end' : `${text[at]} has no place here`)
    found.push(token)
    at += token.text.length
  }
  return [...found, { kind: 'end', text: '', position: text.length + 1 }]
}

/** The error of every query option that is not understood: where, and what was expected. */
export const misfit = (option: string, position: number, what: string) =>
  new Invalid(`${option}, position ${position}: ${what}.`, [{ path: option, message: `position ${position}: ${what}` }])

function tokenAt(text: string, at: number): Token | undefined {
  for (const [kind, pattern] of KINDS) {
    pattern.lastIndex = at
    const match = pattern.exec(text)
    if (match) return { kind, text: match[0], position: at + 1 }
  }
  return undefined
}

function skip(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at
  return at + (pattern.exec(text)?.[0].length ?? 0)
}
