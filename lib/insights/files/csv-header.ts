import { CsvProblem, FIELD_SEPARATOR, LF, LINE_BREAK } from '#lib/insights/files/csv-bytes.ts'

/** The first record of a file in normal form. @throws CsvProblem where a name is missing or there twice. */
export function readHeader(text: Uint8Array): { line: number; names: string[]; length: number } {
  const length = text.indexOf(LF) + 1
  const [line, ...fields] = Buffer.from(text.subarray(0, length - 1))
    .toString()
    .split(String.fromCharCode(FIELD_SEPARATOR))
  const names = fields.map(name => name.replaceAll(String.fromCharCode(LINE_BREAK), ' '))
  checkNames(names, Number(line))
  return { line: Number(line), names, length }
}

export function checkNames(names: string[], line: number) {
  const seen = new Map<string, number>()
  for (const [index, name] of names.entries()) {
    if (name === '') throw new CsvProblem(`column ${index + 1} has no name`, line)
    // Databases take names that differ in case for one.
    const earlier = seen.get(name.toLowerCase())
    if (earlier !== undefined) {
      const other = names[earlier]
      const what = other === name ? `both named "${name}"` : `named "${other}" and "${name}", which differ only in case`
      throw new CsvProblem(`columns ${earlier + 1} and ${index + 1} are ${what}`, line)
    }
    seen.set(name.toLowerCase(), index)
  }
}
