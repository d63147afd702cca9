/**
 * SQL that makes people, and a second list about most of them with the errors that people make. What is drawn hangs on
 * a hash of the row and the field, so that every run makes the same. Values are as common as such values are: the k-th
 * most frequent name is 1/k as frequent as the first.
 */

const draw = (field: string) => `(hash(id, '${field}') % 1000000 / 1000000.0)`
/** The rank of a value among so many, the first ones often. */
const rank = (field: string, size: number) => `floor(${size} ** ${draw(field)})::INTEGER`

/** A pronounceable word for a number: the same for the same, another for another. */
const word = (number: string, prefix: string) => {
  const syllables = [0, 1, 2, 3].map(
    at =>
      `substr('babedifogukalemonipurasotevixuzy', 1 + 2 * (hash(${number}, '${prefix}') // ${16 ** at} % 16)::INTEGER, 2)`,
  )
  return `(${syllables.join(' || ')})`
}

/** Rows `id, first_name, … phone` of `count` people. */
export const people = (count: number) => `
  SELECT id,
    ${word('first', 'j')} AS first_name,
    ${word('last', 'm')} AS last_name,
    date '1930-01-01' + (hash(id, 'born') % 29000)::INTEGER AS birth_date,
    (1 + hash(id, 'number') % 200)::VARCHAR AS house_number,
    ${word('street', 's')} || ' street' AS street,
    ${word('place', 'q')} AS city,
    (1000 + place)::VARCHAR AS postal_code,
    ['nsw', 'vic', 'qld', 'wa', 'sa', 'tas', 'act', 'nt'][1 + place % 8] AS state,
    CASE WHEN ${draw('has email')} < 0.7 THEN ${word('first', 'j')} || '.' || ${word('last', 'm')} || (id % 1000) || '@example.com' END AS email,
    '04' || lpad((hash(id, 'phone') % 100000000)::VARCHAR, 8, '0') AS phone
  FROM (
    SELECT id, ${rank('first', 2000)} AS first, ${rank('last', 30000)} AS last, ${rank('street', 40000)} AS street, ${rank('place', 4000)} AS place
    FROM range(${count}) AS people(id)
  )`

export const FIELDS = [
  'first_name',
  'last_name',
  'house_number',
  'street',
  'city',
  'postal_code',
  'state',
  'email',
  'phone',
] as const

/** One character left out, doubled, replaced, or swapped with the next. */
const typo = (field: string) => {
  const at = `(1 + hash(id, '${field} at') % greatest(length(${field}), 1))::INTEGER`
  return `CASE hash(id, '${field} kind') % 4
    WHEN 0 THEN ${field}[:${at} - 1] || ${field}[${at} + 1:]
    WHEN 1 THEN ${field}[:${at}] || ${field}[${at}:]
    WHEN 2 THEN ${field}[:${at} - 1] || chr(97 + (hash(id, '${field} new') % 26)::INTEGER) || ${field}[${at} + 1:]
    ELSE ${field}[:${at} - 1] || ${field}[${at} + 1:${at} + 1] || ${field}[${at}:${at}] || ${field}[${at} + 2:] END`
}

/** The second list: people of `source` (a relation of `people`), who made 8 typing errors in 100 fields and left 4 out; 8 of 100 have
 * moved to where somebody else was, 10 have another phone, 3 another last name. */
export const withErrors = (source: string, strangers: string) => `
  SELECT id, ${FIELDS.map(field => `CASE WHEN ${draw(`${field} missing`)} < 0.04 THEN NULL WHEN ${draw(`${field} error`)} < 0.08 THEN ${typo(field)} ELSE ${field} END AS ${field}`).join(',\n    ')},
    CASE WHEN ${draw('born missing')} < 0.04 THEN NULL WHEN ${draw('born error')} < 0.05 THEN birth_date + (hash(id, 'days') % 30)::INTEGER ELSE birth_date END AS birth_date
  FROM (
    SELECT p.id, p.first_name, p.birth_date, p.email,
      CASE WHEN hash(p.id, 'number') % 100 < 10 THEN '04' || lpad((hash(p.id, 'new phone') % 100000000)::VARCHAR, 8, '0') ELSE p.phone END AS phone,
      CASE WHEN hash(p.id, 'married') % 100 < 3 THEN o.last_name ELSE p.last_name END AS last_name,
      ${['house_number', 'street', 'city', 'postal_code', 'state'].map(field => `CASE WHEN hash(p.id, 'moved') % 100 < 8 THEN o.${field} ELSE p.${field} END AS ${field}`).join(',\n      ')}
    FROM ${source} p JOIN ${strangers} o ON o.id = p.id
  )`
