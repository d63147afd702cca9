import { expect, test } from 'vitest'
import { readConfig } from '#lib/config.ts'

test('without any setting it serves on loopback, with the embedded database', () => {
  expect(readConfig({})).toMatchObject({
    port: 3000,
    host: '127.0.0.1',
    appUrl: 'http://127.0.0.1:3000',
    dataDir: '.data',
  })
})
