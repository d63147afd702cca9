import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openFiles } from '#tests/support/files.ts'

// A plain file is read as it is, any other by way of a normal form. With a quote around nothing more than a name, the same
// rows take the other way: both must come to the same, be it rows or a refusal.

const cell = fc.constantFrom('1', '2.5', 'x', '', ' ', ' y', 'z ', 'é', '2026-01-02', "it's", '#', '\\')
const line = fc.oneof(
  { weight: 8, arbitrary: fc.tuple(cell, cell).map(cells => cells.join(',')) },
  { weight: 2, arbitrary: fc.tuple(cell, cell).map(cells => cells.join(', ')) },
  { weight: 1, arbitrary: fc.array(cell, { maxLength: 4 }).map(cells => cells.join(',')) },
)

test('a plain file is read as any other is', async () => {
  const files = await openFiles()
  const outcome = async (content: string) => {
    try {
      const { attributes, table } = await files.ingest(content)
      return { attributes, rows: await files.rows(table) }
    } catch (error) {
      return (error as Error).message
    }
  }
  await fc.assert(
    fc.asyncProperty(fc.array(line, { maxLength: 6 }), fc.constantFrom('', '\n'), async (lines, end) => {
      const rows = lines.map(one => `\n${one}`).join('') + end
      expect(await outcome(`a,b${rows}`)).toEqual(await outcome(`"a",b${rows}`))
    }),
    { numRuns: 60 },
  )
}, 120_000)
