import { beforeEach, describe, expect, test } from 'vitest'
import type { Claimed, Wanted } from '#lib/deliveries/claim.ts'
import type { Lane } from '#lib/deliveries/lanes.ts'
import { ledger } from '#lib/deliveries/ledger.ts'
import { shardOf } from '#lib/subscriptions/shard.ts'

const held = new Map(Array.from({ length: 64 }, (_, shard) => [shard, { shard, epoch: '1' }]))
const none = { first: 0, retry: 0, replay: 0 }
const caps = {
  all: { cap: 10, reserved: none },
  perSubscription: { cap: 4, reserved: none },
  batch: 1,
  whileFailing: 1,
  untilKnown: 4,
  wantsPerClaim: 3,
}

let book: ReturnType<typeof ledger>
let number = 0
let now = 0
beforeEach(() => {
  book = ledger(caps)
  now = 0
})

const claimedOf = (subscriptionId: string, lane: Lane = 'first', rateLimit: number | null = null) =>
  ({ id: String(number++), subscriptionId, lane, rateLimit, shard: shardOf(subscriptionId) }) as Claimed
const first = (...ids: string[]) => {
  for (const id of ids) book.wait(id, ['first'])
}
const taken = () => book.take(held, now)
const rooms = (wants: Wanted[]) => wants.map(({ subscriptionId, lane, room }) => `${subscriptionId} ${lane} ${room}`)

/** Claims as many for each as there is room for, as if there were always more. */
function claimAll(rateLimit: number | null = null) {
  const wants = taken()
  const claimed = wants.flatMap(({ subscriptionId, lane, room }) =>
    Array.from({ length: room }, () => claimedOf(subscriptionId, lane, rateLimit)),
  )
  book.claimed(wants, claimed, now)
  return claimed
}

describe('what can be claimed', () => {
  test('is what waits, in shards that are held, up to the cap of each', () => {
    first('a')
    expect(taken()).toEqual([{ subscriptionId: 'a', lane: 'first', held: held.get(shardOf('a')), room: 4 }])
    first('b')
    expect(book.take(new Map(), now)).toEqual([])
  })

  test('is reserved, so that a second claim beside the first takes no more', () => {
    first('a')
    taken()
    first('a')
    expect(taken()).toEqual([])
  })

  test('is nothing for a subscription whose attempts are all under way, until one is settled', () => {
    first('a')
    const [one] = claimAll()
    expect(taken()).toEqual([])
    if (one) book.settled(one)
    expect(rooms(taken())).toEqual(['a first 1'])
  })

  test('is nothing for a receiver that is nearly at its cap, until there is room for a batch', () => {
    book = ledger({ ...caps, batch: 2 })
    first('a')
    const [one, two] = claimAll()
    if (one) book.settled(one)
    expect(taken()).toEqual([])
    if (two) book.settled(two)
    expect(rooms(taken())).toEqual(['a first 2'])
  })

  test('never exceeds the cap of all, and goes round so that nobody is favoured', () => {
    first('a', 'b', 'c', 'd')
    const claimed = claimAll()
    expect(claimed).toHaveLength(9)
    expect(new Set(claimed.map(({ subscriptionId }) => subscriptionId))).toEqual(new Set(['a', 'b', 'c']))
    expect(rooms(taken())).toEqual(['d first 1'])
    for (const one of claimed) book.settled(one)
  })

  test('is little for each where many wait', () => {
    book = ledger({ ...caps, wantsPerClaim: 100 })
    first('a', 'b', 'c', 'd', 'e')
    expect(rooms(taken())).toEqual(['a first 2', 'b first 2', 'c first 2', 'd first 2', 'e first 2'])
  })

  test('goes on with those that had no turn', () => {
    first('a', 'b', 'c', 'd')
    const claimed = claimAll()
    for (const one of claimed) book.settled(one)
    expect(taken()[0]?.subscriptionId).toBe('d')
  })

  test('is one at a time while a receiver fails, and more again when it answers', () => {
    first('a')
    book.answered(claimedOf('a'), true)
    const [one] = claimAll()
    expect(book.underWay.size).toBe(1)
    book.answered(claimedOf('a'), false)
    if (one) book.settled(one)
    expect(rooms(taken())).toEqual(['a first 4'])
  })
})

describe('a lane', () => {
  test('keeps what is reserved for it, in all and for each receiver', () => {
    book = ledger({
      ...caps,
      all: { cap: 10, reserved: { first: 4, retry: 1, replay: 1 } },
      perSubscription: { cap: 6, reserved: { first: 2, retry: 1, replay: 1 } },
      untilKnown: 6,
    })
    for (const id of ['a', 'b']) book.wait(id, ['replay'])
    expect(claimAll().map(({ subscriptionId }) => subscriptionId)).toEqual(['a', 'a', 'a', 'b', 'b'])
    first('a')
    expect(rooms(taken())).toEqual(['a first 2'])
  })

  test('of what is new goes before those of what failed and of what is sent anew', () => {
    book.wait('a', ['replay', 'retry', 'first'])
    expect(taken().map(({ lane }) => lane)).toEqual(['first'])
  })
})

describe('a rate limit', () => {
  test('holds over any second, however much waits', () => {
    first('a')
    let sent = 0
    for (now = 0; now <= 10_000; now += 50) {
      book.pace(now)
      for (let claimed = claimAll(20); claimed.length > 0; claimed = claimAll(20)) {
        sent += claimed.length
        for (const one of claimed) book.settled(one)
      }
    }
    expect(sent).toBeGreaterThanOrEqual(200)
    expect(sent).toBeLessThanOrEqual(204)
  })

  test('is not forgotten by a subscription that has nothing due for a moment', () => {
    let sent = 0
    for (now = 0; now < 1000; now++) {
      first('a')
      book.pace(now)
      const wants = taken()
      const claimed = wants.map(() => claimedOf('a', 'first', 20))
      book.claimed(wants, claimed, now)
      for (const one of claimed) book.settled(one)
      sent += claimed.length
    }
    expect(sent).toBeLessThanOrEqual(22)
  })

  test('that is not known yet is asked for by one lane at a time', () => {
    book.wait('a', ['first', 'retry'])
    const wants = taken()
    expect(rooms(wants)).toEqual(['a first 4'])
    book.claimed(wants, [claimedOf('a', 'first', 10)], now)
    now = 100
    book.pace(now)
    expect(rooms(taken())).toEqual(['a first 1'])
  })

  test('holds for a receiver that fails, too', () => {
    first('a')
    const [one] = claimAll(1)
    if (one) book.answered(one, true)
    if (one) book.settled(one)
    first('a')
    expect(taken()).toEqual([])
  })

  test('costs the others nothing', () => {
    first('a')
    claimAll(1)
    first('a', 'b')
    expect(rooms(taken())).toEqual(['b first 3'])
  })
})

describe('a shard', () => {
  test('is busy from the claim on, until everything there is settled', () => {
    first('a')
    const wants = taken()
    expect(book.busyShards()).toEqual([shardOf('a')])
    const one = claimedOf('a')
    book.claimed(wants, [one], now)
    expect(book.busyShards()).toEqual([shardOf('a')])
    book.settled(one)
    expect(book.busyShards()).toEqual([])
  })

  test('stays busy where what was given up as lost, and claimed anew, ends first', () => {
    const [once, again] = [claimedOf('a'), claimedOf('a')]
    for (const one of [once, again]) {
      first('a')
      book.claimed(taken(), [{ ...one, id: 'd' }], now)
    }
    const [latest] = book.underWay.values()
    book.settled({ ...once, id: 'd' })
    expect([...book.underWay.values()]).toEqual([latest])
    expect(book.busyShards()).toEqual([shardOf('a')])
  })
})

describe('a claim', () => {
  test('that got less than there was room for has emptied the subscription', () => {
    first('a')
    const wants = taken()
    const one = claimedOf('a')
    book.claimed(wants, [one], now)
    book.settled(one)
    expect(taken()).toEqual([])
  })

  test('does not swallow what is said while it runs', () => {
    first('a')
    const wants = taken()
    first('a')
    book.claimed(wants, [], now)
    expect(rooms(taken())).toEqual(['a first 4'])
  })

  test('that failed is wanted again', () => {
    first('a')
    const wants = taken()
    book.notClaimed(wants)
    expect(rooms(taken())).toEqual(['a first 4'])
  })
})
