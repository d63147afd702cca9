import type { NormalCsv } from '#lib/insights/files/csv-file.ts'
import { literal } from '#lib/insights/files/engine.ts'

/** A relation for FROM: the file's rows as text, empty fields null, with the `line` on which each begins. */
export function rawRows({ path, names }: NormalCsv): string {
  const columns = ["line: 'BIGINT'", ...names.map((_, index) => `c${index}: 'VARCHAR'`)].join(', ')
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
  return `read_csv(${literal(path)}, ${options.join(', ')}, columns = {${columns}}) AS raw`
}

/** A column of rawRows, by its index in the file. */
export const rawColumn = (index: number) => `raw.c${index}`
