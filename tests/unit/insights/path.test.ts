import { expect, test } from 'vitest'
import { pathFlaw } from '#lib/insights/data-sources/path.ts'

test.each(['crm.csv', 'daily/crm.csv', 'crm 2026 (1).csv', '.hidden.csv', 'naïve.csv'])('%s is a path', path => {
  expect(pathFlaw(path)).toBeUndefined()
})

test.each([
  '/etc/passwd',
  '../crm.csv',
  'daily/../../crm.csv',
  './crm.csv',
  'daily//crm.csv',
  'daily/',
  '*.csv',
  'crm-?.csv',
  'crm[1].csv',
  '{a,b}.csv',
  'C:\\crm.csv',
  'C:crm.csv',
  '..\\crm.csv',
  'crm\0.csv',
])('%j is no path below the files folder', path => {
  expect(pathFlaw(path)).toBeDefined()
})
