import { expect, test } from 'vitest'
import { schemaDifference } from '#bin/schema-difference.ts'

test('the migrations build what the schema says', async () => {
  expect(await schemaDifference()).toBe('')
})
