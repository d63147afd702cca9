import { expect, test } from 'vitest'
import { suggestName, uniqueName } from '#components/insights/names.ts'

test.each([
  ['Contacts in NSW', 'ContactsInNSW'],
  ['Café-gasten (Genève)', 'CafeGastenGeneve'],
  ['2026 leads', '_2026Leads'],
  ['  ', ''],
  ['東京', ''],
  ['a'.repeat(150), `A${'a'.repeat(99)}`],
])('the unique name suggested for “%s” is one that the API takes', (friendly, unique) => {
  expect(suggestName(friendly)).toBe(unique)
})

test('a unique name follows the display name until it is typed', () => {
  expect(uniqueName({ displayName: 'Big spenders', name: undefined })).toBe('BigSpenders')
  expect(uniqueName({ displayName: 'Big spenders', name: 'vip' })).toBe('vip')
})
