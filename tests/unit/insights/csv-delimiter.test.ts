import { expect, test } from 'vitest'
import { findDelimiter } from '#lib/insights/files/csv-delimiter.ts'

test.each<[string, string, string]>([
  ['commas', 'a,b\n1,2\n', ','],
  ['semicolons', 'a;b\n1;2\n', ';'],
  ['semicolons, with decimal commas', 'naam;bedrag\nx;1,5\ny;2,5\n', ';'],
  ['semicolons, with a comma in a name', 'naam, voornaam;bedrag\nx;1,5\ny;2\n', ';'],
  ['tabs', 'a\tb\n1\t2\n', '\t'],
  ['bars', 'a|b\n1|2\n', '|'],
  ['commas, though the first row is too short', 'a,b,c\n1\n1,2,3\n1,2,3\n', ','],
  ['commas, though a text has semicolons', 'a,b\n"x;y;z",2\n1;2,3\n', ','],
  ['commas, though the header quotes other signs', '"a;b","c|d"\n1,2\n', ','],
  ['commas where there is one column', 'a\n1\n2\n', ','],
  ['commas where there is nothing', '', ','],
])('a file is separated by %s', (_, text, delimiter) => {
  expect(String.fromCharCode(findDelimiter(Buffer.from(text), true))).toBe(delimiter)
})
