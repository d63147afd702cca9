import { open } from 'node:fs/promises'
import type { Staging } from '#lib/insights/files/stage.ts'
import { copyText, type TextFile } from '#lib/insights/files/text-file.ts'

/** Copies all files of a source into one, their records behind each other. @throws IngestionError */
export async function copyTexts(
  { source: { format, files, root }, headOnly, signal }: Staging,
  path: string,
): Promise<TextFile[]> {
  const output = await open(path, 'wx')
  try {
    const texts: TextFile[] = []
    for (const index of (headOnly ? files.slice(0, 1) : files).keys()) {
      const rowsBefore = texts.reduce((sum, { rows }) => sum + rows, 0)
      texts.push(await copyText({ format, files, root, index, rowsBefore }, output, headOnly, signal))
    }
    return texts
  } finally {
    await output.close()
  }
}
