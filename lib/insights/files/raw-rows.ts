import { literal } from '#lib/insights/files/engine.ts'

/** A relation for FROM: the records of a file that copyTexts has written, empty fields null, each with its `line`. */
export function textRows(path: string, names: string[]): string {
  const columns = ["line: 'BIGINT'", ...names.map(name => `${name}: 'VARCHAR'`)].join(', ')
  const options = [
    'auto_detect = false',
    'header = false',
    "delim = '\x1f'",
    "quote = ''",
    "escape = ''",
    "new_line = '\\n'",
    // A record is at most 2 MB, and Latin-1 grows in UTF-8.
    'max_line_size = 8000000',
    'buffer_size = 32000000',
  ]
  return `read_csv(${literal(path)}, ${options.join(', ')}, columns = {${columns}})`
}
