import { beforeEach, describe, expect, test } from 'vitest'
import type { Claimed } from '#lib/deliveries/claim.ts'
import { ledger } from '#lib/deliveries/ledger.ts'
import { shardOf } from '#lib/subscriptions/shard.ts'

const held = new Map(Array.from({ length: 64 }, (_, shard) => [shard, { shard, epoch: '1' }]))
const claimedOf = (subscriptionId: string) => ({ subscriptionId, shard: shardOf(subscriptionId) }) as Claimed
const ids = (wants: { subscriptionId: string }[]) => wants.map(({ subscriptionId }) => subscriptionId)

let book: ReturnType<typeof ledger>
beforeEach(() => {
  book = ledger({ all: 10, perSubscription: 4, whileFailing: 1, subscriptionsPerClaim: 3 })
})

/** Claims as many for each as it wants, as if there were always more. */
function claimAll() {
  const wants = book.wanted(held)
  book.claiming(wants)
  const claimed = wants.flatMap(({ subscriptionId, room }) =>
    Array.from({ length: room }, () => claimedOf(subscriptionId)),
  )
  book.claimed(wants, claimed)
  return claimed
}

describe('what is wanted', () => {
  test('is what waits, in shards that are held, up to the cap of each', () => {
    book.wait('a')
    expect(book.wanted(held)).toEqual([{ subscriptionId: 'a', held: held.get(shardOf('a')), room: 4 }])
    expect(book.wanted(new Map())).toEqual([])
  })

  test('is nothing for a subscription whose attempts are all under way, until one is settled', () => {
    book.wait('a')
    const [first] = claimAll()
    expect(book.wanted(held)).toEqual([])
    if (first) book.settled(first)
    expect(book.wanted(held)).toMatchObject([{ subscriptionId: 'a', room: 1 }])
  })

  test('never exceeds the cap of all, and moves on so that nobody is favoured', () => {
    for (const id of ['a', 'b', 'c', 'd']) book.wait(id)
    expect(book.wanted(held).reduce((sum, { room }) => sum + room, 0)).toBe(10)
    const first = new Set(Array.from({ length: 4 }, () => ids(book.wanted(held))[0]))
    expect(first).toEqual(new Set(['a', 'b', 'c', 'd']))
  })

  test('is one at a time while a receiver fails, and more again when it answers', () => {
    book.wait('a')
    book.answered(claimedOf('a'), true)
    expect(book.wanted(held)).toMatchObject([{ room: 1 }])
    book.answered(claimedOf('a'), false)
    expect(book.wanted(held)).toMatchObject([{ room: 4 }])
  })
})

describe('a claim', () => {
  test('that got less than there was room for has emptied the subscription', () => {
    book.wait('a')
    const wants = book.wanted(held)
    book.claiming(wants)
    const one = claimedOf('a')
    book.claimed(wants, [one])
    book.settled(one)
    expect(book.wanted(held)).toEqual([])
  })

  test('does not swallow what is said while it runs', () => {
    book.wait('a')
    const wants = book.wanted(held)
    book.claiming(wants)
    book.wait('a')
    book.claimed(wants, [])
    expect(ids(book.wanted(held))).toEqual(['a'])
  })

  test('that failed is wanted again', () => {
    book.wait('a')
    const wants = book.wanted(held)
    book.claiming(wants)
    book.notClaimed(wants)
    expect(ids(book.wanted(held))).toEqual(['a'])
  })
})
