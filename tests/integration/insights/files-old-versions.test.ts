import { mkdir, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { removeOldVersions } from '#lib/insights/files/old-versions.ts'
import { openFiles } from '#tests/support/files.ts'

const HOUR = 60 * 60_000
const at = (hour: number) => new Date(Date.UTC(2026, 10, 23, hour))

async function versions() {
  const files = await openFiles()
  for (const id of [1, 2]) await files.ingest(`id\n${id}\n`)
  const sweep = (hour: number, ...inUse: string[]) =>
    removeOldVersions(files.folder, new Set(inUse), { now: at(hour), graceMilliseconds: HOUR })
  return { files, sweep }
}

test('a version that nothing refers to is removed once it has been seen unused for the grace time', async () => {
  const { files, sweep } = await versions()
  expect(await sweep(8, 'contacts/2.parquet')).toEqual([])
  expect(await sweep(8.9, 'contacts/2.parquet')).toEqual([])
  expect(await sweep(9, 'contacts/2.parquet')).toEqual(['contacts/1.parquet'])
  expect(await files.kept()).toEqual(['2.parquet'])
})

test('a version that was read again starts its grace time anew', async () => {
  const { files, sweep } = await versions()
  const both = ['contacts/1.parquet', 'contacts/2.parquet']
  await sweep(8, ...both.slice(1))
  expect(await sweep(10, ...both)).toEqual([])
  expect(await sweep(11, ...both.slice(1))).toEqual([])
  expect(await sweep(12, ...both.slice(1))).toEqual(both.slice(0, 1))
  expect(await files.kept()).toEqual(['2.parquet'])
})

test('what a killed process was at work on is removed after a day', async () => {
  const { files, sweep } = await versions()
  for (const [name, hour] of [
    ['dead', 0],
    ['living', 20],
  ] as const) {
    const work = join(files.folder, '.work', name)
    await mkdir(work, { recursive: true })
    await writeFile(join(work, 'rows.txt'), '')
    await utimes(join(work, 'rows.txt'), at(hour), at(hour))
    await utimes(work, at(0), at(0))
  }
  await sweep(24, 'contacts/1.parquet', 'contacts/2.parquet')
  expect((await files.kept()).sort()).toEqual(['1.parquet', '2.parquet', 'rows.txt'])
})

test('where nothing was ever refreshed there is nothing to remove', async () => {
  const files = await openFiles()
  const folder = join(files.place, 'nothing')
  expect(await removeOldVersions(folder, new Set(), { now: at(0), graceMilliseconds: 0 })).toEqual([])
})
