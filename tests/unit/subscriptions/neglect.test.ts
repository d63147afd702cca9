import { describe, expect, test } from 'vitest'
import { neglect } from '#lib/subscriptions/neglect.ts'

const patience = { autoPauseDays: 5, orphanDays: 30 }
const now = new Date('2026-11-23T12:00:00Z')
const ago = (days: number, milliseconds = 0) => new Date(now.getTime() - days * 86_400_000 + milliseconds)
const hook = { statusReason: null, statusSince: ago(0), failingSince: null, lastDeliveryAt: null }

describe('one that fails', () => {
  const failing = { ...hook, status: 'failing', statusReason: 'circuitOpen' } as const

  test('is paused once an attempt has failed five days after the first that did', () => {
    expect(neglect({ ...failing, failingSince: ago(5), lastDeliveryAt: now }, patience, now)).toBe('autoPause')
    expect(neglect({ ...failing, failingSince: ago(5, 1), lastDeliveryAt: now }, patience, now)).toBeUndefined()
  })

  test('is not, where nothing was tried since', () => {
    expect(neglect({ ...failing, failingSince: ago(40), lastDeliveryAt: ago(39) }, patience, now)).toBeUndefined()
  })

  test('is not, where that is switched off', () => {
    const off = { ...patience, autoPauseDays: 0 }
    expect(neglect({ ...failing, failingSince: ago(400), lastDeliveryAt: now }, off, now)).toBeUndefined()
  })
})

describe('one that is refused', () => {
  const refused = { ...hook, status: 'paused', statusReason: 'notAuthorised' } as const

  test('counts as gone after thirty days', () => {
    expect(neglect({ ...refused, statusSince: ago(30) }, patience, now)).toBe('orphan')
    expect(neglect({ ...refused, statusSince: ago(30, 1) }, patience, now)).toBeUndefined()
  })

  test.each(['pausedByPerson', 'flowOff', 'autoPaused', 'ownerGone', 'catchingUp'])(
    'one that is paused otherwise does not: %s',
    statusReason => {
      expect(neglect({ ...refused, statusReason, statusSince: ago(4000) }, patience, now)).toBeUndefined()
    },
  )
})

test('one that is gone is removed after thirty days, whyever, and never where that is switched off', () => {
  const gone = { ...hook, status: 'gone', statusReason: 'flowGone' } as const
  expect(neglect({ ...gone, statusSince: ago(30) }, patience, now)).toBe('remove')
  expect(neglect({ ...gone, statusReason: 'orphaned', statusSince: ago(30) }, patience, now)).toBe('remove')
  expect(neglect({ ...gone, statusSince: ago(30, 1) }, patience, now)).toBeUndefined()
  expect(neglect({ ...gone, statusSince: ago(4000) }, { ...patience, orphanDays: 0 }, now)).toBeUndefined()
})

test('one that is active is left alone', () => {
  expect(neglect({ ...hook, status: 'active', statusSince: ago(4000) }, patience, now)).toBeUndefined()
})
