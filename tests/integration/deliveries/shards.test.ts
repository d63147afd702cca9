import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import { pool } from '#lib/database/pool.ts'
import { balance, release } from '#lib/deliveries/shards.ts'

const [one, two] = [randomUUID(), randomUUID()]
const settled = async (workerId: string, busy: number[] = []) =>
  (await balance(pool(), workerId, busy)).filter(({ draining }) => !draining)

beforeEach(() => pool().query('update shard set owner = null, expires_at = null; delete from worker'))

test('a lone worker holds every shard, and keeps its epochs while it renews', async () => {
  const first = await settled(one)
  expect(first).toHaveLength(64)
  expect(await settled(one)).toEqual(expect.arrayContaining(first))
})

test('a second worker gets half once the first has given it back', async () => {
  await settled(one)
  expect(await settled(two)).toEqual([])
  expect(await settled(one)).toHaveLength(32)
  expect(await settled(two)).toHaveLength(32)
  expect(await settled(one)).toHaveLength(32)
})

test('shards with attempts under way are drained first, and given back when nothing is under way', async () => {
  const all = (await settled(one)).map(({ shard }) => shard)
  await settled(two)
  expect(await settled(one, all)).toHaveLength(32)
  expect(await settled(two)).toEqual([])
  await settled(one)
  expect(await settled(two)).toHaveLength(32)
})

describe('the shards of a worker that', () => {
  test('was away, with nobody there to take them, stay its own under the same epoch', async () => {
    const before = await settled(one)
    await pool().query('update shard set expires_at = now(); update worker set expires_at = now()')
    expect(await settled(one)).toEqual(expect.arrayContaining(before))
  })

  test('stops are free at once', async () => {
    await settled(one)
    await release(pool(), one)
    expect(await settled(two)).toHaveLength(64)
  })

  test('died are taken when its lease has run out, under a new epoch', async () => {
    const before = await settled(one)
    await pool().query(`update shard set expires_at = now(); update worker set expires_at = now()`)
    const after = await settled(two)
    expect(after).toHaveLength(64)
    const epoch = (held: typeof before) => Number(held.find(({ shard }) => shard === 7)?.epoch)
    expect(epoch(after)).toBe(epoch(before) + 1)
    expect(await settled(one)).toEqual([])
  })
})
