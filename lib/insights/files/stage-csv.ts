import { copyTexts } from '#lib/insights/files/copy-texts.ts'
import { textRows } from '#lib/insights/files/raw-rows.ts'
import type { Staging } from '#lib/insights/files/stage.ts'
import { place, type Staged } from '#lib/insights/files/staged.ts'
import type { TextFile } from '#lib/insights/files/text-file.ts'
import { type FileSource, IngestionError } from '#lib/insights/port.ts'

const COMMA = 44

export async function stageCsv(staging: Staging): Promise<Staged> {
  const { source, work } = staging
  const path = `${work}.txt`
  const texts = await copyTexts(staging, path)
  const [first] = texts
  for (const [index, text] of texts.entries()) {
    if (text.headerLine === 0)
      throw new IngestionError(`${source.files[index]?.displayPath} is empty: it has no header.`)
    if (first) sameColumns(source, first, text)
  }
  const names = first?.names ?? []
  const columns = names.map((_, index) => `c${index}`)
  return {
    format: 'csv',
    files: source.files,
    relation: `${textRows(path, columns)} AS raw`,
    names,
    told: [],
    rows: texts.reduce((rows, text) => rows + text.rows, 0),
    headerLine: first?.headerLine ?? 0,
    multiline: new Set(texts.flatMap(({ multiline }) => [...multiline])),
    isCommaSeparated: texts.some(({ delimiter }) => delimiter === COMMA),
  }
}

/** @throws IngestionError where a file does not have the columns of the first, in their order. */
function sameColumns(source: FileSource, first: TextFile, { names, headerLine }: TextFile) {
  const at = Array.from({ length: Math.max(first.names.length, names.length) }).findIndex(
    (_, index) => first.names[index] !== names[index],
  )
  if (at < 0) return
  const [ours, theirs] = [names[at], first.names[at]]
  const header = place({ ...source, names }, { line: headerLine })
  const other = source.files[0]?.displayPath
  const what =
    ours === undefined
      ? `the column "${theirs}" is missing, which ${other} has`
      : theirs === undefined
        ? `there is a column "${ours}", which ${other} has not`
        : `column ${at + 1} is "${ours}", and "${theirs}" in ${other}`
  throw new IngestionError(`${header}: ${what}. Files that are read together have the same columns.`)
}
