import { CsvProblem, TAB } from '#lib/insights/files/csv-bytes.ts'
import { CsvNormaliser } from '#lib/insights/files/csv-normaliser.ts'

const COMMA = 44
const CANDIDATES = [TAB, 59, 124, COMMA]

/**
 * What separates the fields: of the delimiters that split the header, the one by which the most records after it have
 * as many fields, and of those the one with the most fields. A broken record early in the file does not mislead it.
 */
export function findDelimiter(head: Uint8Array, isWhole: boolean): number {
  let best = { delimiter: COMMA, records: 0, fields: 1 }
  for (const delimiter of CANDIDATES) {
    const { records, fields } = split(head, isWhole, delimiter)
    if (fields === 1) continue
    if (records > best.records || (records === best.records && fields > best.fields)) {
      best = { delimiter, records, fields }
    }
  }
  return best.delimiter
}

function split(head: Uint8Array, isWhole: boolean, delimiter: number) {
  const normaliser = new CsvNormaliser(delimiter)
  try {
    const { consumed } = normaliser.read(head, isWhole)
    normaliser.read(head.subarray(consumed), isWhole)
  } catch (error) {
    if (!(error instanceof CsvProblem)) throw error
  }
  return { records: normaliser.records, fields: normaliser.fields }
}
