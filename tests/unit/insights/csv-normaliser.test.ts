import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CsvNormaliser } from '#lib/insights/files/csv-normaliser.ts'

type Row = { line: number; fields: string[] }

/** Reads the text in pieces of so many bytes. */
function rows(text: string, { delimiter = ',', piece = 1000 } = {}): Row[] {
  const normaliser = new CsvNormaliser(delimiter.charCodeAt(0))
  const bytes = Buffer.from(text)
  let output = ''
  for (let from = 0, to = 0; to < bytes.length || from < bytes.length; ) {
    to = Math.min(to + piece, bytes.length)
    const { consumed, output: lines } = normaliser.read(bytes.subarray(from, to), to === bytes.length)
    output += Buffer.from(lines).toString()
    from += consumed
  }
  return output
    .split('\n')
    .slice(0, -1)
    .map(record => record.split('\x1f'))
    .map(([line, ...fields]) => ({ line: Number(line), fields: fields.map(field => field.replaceAll('\x1e', '\n')) }))
}

const fieldsOf = (text: string) => rows(text).map(({ fields }) => fields)

describe('what is read', () => {
  test.each<[string, string, string[][]]>([
    [
      'plain fields',
      'a,b\n1,2\n',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'no line break at the end',
      'a,b\n1,2',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'an empty last field',
      'a,b\n1,',
      [
        ['a', 'b'],
        ['1', ''],
      ],
    ],
    [
      'blanks around names and values',
      ' a ,\tb\n 1\t, 2 \n',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'blanks within them',
      'a,b\nx  y,2\n',
      [
        ['a', 'b'],
        ['x  y', '2'],
      ],
    ],
    [
      'quotes',
      'a,b\n"x, y","he said ""no"""\n',
      [
        ['a', 'b'],
        ['x, y', 'he said "no"'],
      ],
    ],
    [
      'blanks around quotes and within',
      'a,b\n1, " x , y " \n',
      [
        ['a', 'b'],
        ['1', 'x , y'],
      ],
    ],
    [
      'a quote in the middle of a field',
      'a,b\n5" pipe,2\n',
      [
        ['a', 'b'],
        ['5" pipe', '2'],
      ],
    ],
    [
      'line breaks in quotes',
      'a,b\n"x\r\ny\nz",2\n',
      [
        ['a', 'b'],
        ['x\ny\nz', '2'],
      ],
    ],
    [
      'CRLF, CR and LF',
      'a,b\r\n1,2\r3,4\n5,6',
      [
        ['a', 'b'],
        ['1', '2'],
        ['3', '4'],
        ['5', '6'],
      ],
    ],
    [
      'blank lines',
      '\n\na,b\n\n1,2\n  \n3,4\n\n',
      [
        ['a', 'b'],
        ['1', '2'],
        ['3', '4'],
      ],
    ],
    ['one column, blank lines skipped', 'a\n1\n\n2\n', [['a'], ['1'], ['2']]],
    ['nothing', '', []],
    ['blank lines alone', '\n \n', []],
  ])('%s', (_, text, expected) => {
    expect(fieldsOf(text)).toEqual(expected)
  })

  test('tabs may separate fields, and are no blanks then', () => {
    expect(rows('a\tb\n\t2\n', { delimiter: '\t' }).map(({ fields }) => fields)).toEqual([
      ['a', 'b'],
      ['', '2'],
    ])
  })
})

describe('what is broken, by physical line and index of the column', () => {
  test.each<[string, string, { line: number; column?: number; message: string }]>([
    ['a row too short', 'a,b\n1,2\n\n3\n', { line: 4, column: 1, message: '1 field where the header has 2' }],
    ['a row too long', 'a,b\n"x\ny",2\n3,4,\n', { line: 4, column: 2, message: '3 fields where the header has 2' }],
    ['an open quote', 'a,b\n1,2\n3,"4\n5,6\n', { line: 3, column: 1, message: 'a quote is opened and not closed' }],
    [
      'text after a quote',
      'a,b\n"x\n" y,2\n',
      { line: 2, column: 0, message: 'a quoted value is followed by more text' },
    ],
    ['a NUL', 'a,b\n1,x\0y\n', { line: 2, column: 1, message: 'the control character 0x00; this is no text' }],
    [
      'a NUL in quotes',
      'a,b\n1,"x\n\0"\n',
      { line: 3, column: 1, message: 'the control character 0x00; this is no text' },
    ],
    [
      'a separator of the normal form',
      'a,b\n1,\x1f\n',
      { line: 2, column: 1, message: 'the control character 0x1f; this is no text' },
    ],
  ])('%s', (_, text, expected) => {
    expect(() => rows(text)).toThrow(expect.objectContaining(expected))
  })

  test('a record without an end is given up after 2 MB', () => {
    const text = `a,b\n1,"${'x'.repeat(2_100_000)}`
    expect(() => rows(`${text}"`, { piece: 5_000_000 })).toThrow(
      expect.objectContaining({ line: 2, message: 'a record of more than 2 MB; is a quote not closed?' }),
    )
  })
})

const character = fc.constantFrom('a', 'é', '漢', '😀', ' ', '\t', ',', ';', '"', '\n', '0')
const value = fc.string({ unit: character, maxLength: 6 })
const blanks = fc.constantFrom('', ' ', '\t ')
const lineBreak = fc.constantFrom('\n', '\r\n')

/** A field as a file may have it, with what it means. */
const field = fc.tuple(value, blanks, blanks, fc.boolean()).map(([text, before, after, quotes]) => {
  const trimmed = text.replace(/^[ \t]+|[ \t]+$/g, '')
  const mustQuote = quotes || /[,"\n]/.test(text)
  return { meaning: trimmed, written: before + (mustQuote ? `"${text.replaceAll('"', '""')}"` : text) + after }
})

test('any table is read as it was written, on its lines, whatever pieces it comes in', () => {
  const table = fc
    .integer({ min: 2, max: 4 })
    .chain(width =>
      fc.array(fc.tuple(fc.array(field, { minLength: width, maxLength: width }), lineBreak), { maxLength: 6 }),
    )
  fc.assert(
    fc.property(table, fc.integer({ min: 1, max: 30 }), (records, piece) => {
      let text = ''
      const expected: Row[] = []
      for (const [fields, end] of records) {
        expected.push({ line: text.split('\n').length, fields: fields.map(({ meaning }) => meaning) })
        text += fields.map(({ written }) => written).join(',') + end
      }
      expect(rows(text, { piece })).toEqual(expected)
    }),
  )
})
