import { identifier } from '#lib/insights/rule-sql.ts'
import {
  leastSimilarity,
  type MatchCondition,
  type MatchedEntity,
  type MatchRule,
  type Normalization,
} from '#lib/insights/unification/definition.ts'

/** A normalised attribute of the records, in the columns v0, v1, …; conditions on the same one share it. */
export type Features = { columns: string[]; of(condition: MatchCondition): number }

export function featuresOf(entities: MatchedEntity[]): Features {
  const keyOf = ({ type, normalization }: MatchCondition) => [type, ...normalization.toSorted()].join(' ')
  const conditions = entities
    .flatMap(({ deduplication, rules }) => [...deduplication, ...rules])
    .flatMap((rule: MatchRule) => rule.conditions)
  const unique = [...new Map(conditions.map(condition => [keyOf(condition), condition])).values()]
  const keys = unique.map(keyOf)
  return { columns: unique.map(normalised), of: condition => keys.indexOf(keyOf(condition)) }
}

function normalised({ type, normalization }: MatchCondition): string {
  const pattern = removed(normalization)
  let value = identifier(type)
  if (normalization.includes('lowerCase')) value = `lower(${value})`
  if (normalization.includes('accents')) value = `strip_accents(${value})`
  if (pattern === undefined) return value
  // Most values have nothing to remove, and looking costs less than replacing.
  return `nullif(CASE WHEN regexp_matches(${value}, '${pattern}') THEN regexp_replace(${value}, '${pattern}', '', 'g') ELSE ${value} END, '')`
}

/** The characters that go, as one class of a regular expression. */
function removed(normalization: Normalization[]): string | undefined {
  if (normalization.includes('digits')) return '[^0-9]'
  const [symbols, whitespace] = [normalization.includes('symbols'), normalization.includes('whitespace')]
  if (symbols) return whitespace ? String.raw`[^\pL\pN]` : String.raw`[^\pL\pN\s]`
  return whitespace ? String.raw`\s` : undefined
}

/**
 * The table `feature`: per record its normalised values (v), a hash of each (h), and of its beginning (b) and end (e).
 * Candidates are told apart by the hashes, which are small; only what may match is compared as text.
 */
export const createFeatures = ({ columns }: Features, records: string) => `
  CREATE OR REPLACE TEMP TABLE feature AS
  SELECT record, entity
    ${columns.map((_, at) => `, v${at}, ${hash(`v${at}`)} AS h${at}, ${hash(`left(v${at}, ${AFFIX})`)} AS b${at}, ${hash(`right(v${at}, ${AFFIX})`)} AS e${at}`).join('')}
  FROM (SELECT record, entity ${columns.map((column, at) => `, ${column} AS v${at}`).join('')} FROM read_parquet(${records}))`

/** Values that are alike begin or end with the same characters; those that do neither are not compared. */
const AFFIX = 2

const hash = (value: string) => `(hash(${value}) & 4294967295)::UINTEGER`

/** Whether two records, x and y, may agree: true for all that do, and for few others. Null for null values. */
export function mayAgree({ of }: Features, condition: MatchCondition): string {
  const at = of(condition)
  if (condition.method === 'exact') return `x.h${at} = y.h${at}`
  return `(x.b${at} = y.b${at} OR x.e${at} = y.e${at})`
}

/** How alike two records, x and y, are, 0 to 1; 0 where that is not enough, or one has no value. */
export function similarity({ of }: Features, condition: MatchCondition): string {
  const [x, y] = [`x.v${of(condition)}`, `y.v${of(condition)}`]
  const least = leastSimilarity(condition)
  const graded = {
    exact: '0',
    jaroWinkler: `jaro_winkler_similarity(${x}, ${y}, ${least})`,
    damerauLevenshtein: `1 - damerau_levenshtein(${x}, ${y}) / greatest(length(${x}), length(${y}))`,
  }[condition.method]
  return `CASE WHEN ${x} = ${y} THEN 1 WHEN ${x} IS NULL OR ${y} IS NULL THEN 0 WHEN ${graded} >= ${least} THEN ${graded} ELSE 0 END`
}
