import { describe, expect, test } from 'vitest'
import { database } from '#lib/database/client.ts'
import { STATUS_REASONS } from '#lib/subscriptions/status-reason.ts'
import { hook } from '#tests/support/hooks.ts'
import { makeInstance, makeMember, makePerson } from '#tests/support/make.ts'
import { becomes, noticesOf, readNotices, subscribeAs, timePasses, unreadOf } from '#tests/support/notices.ts'
import { sessionOf } from '#tests/support/session.ts'

async function setUp() {
  const { id } = await makeInstance()
  const owner = await makeMember(id, 'Contributor')
  const subscription = await subscribeAs(id, owner)
  const told = async () =>
    (await noticesOf(id, owner)).value.map(({ kind, reasonCode, times }) => `${kind} ${reasonCode} ${times}`)
  return { id, owner, subscription, told }
}

describe('what is told', () => {
  test.each([
    ['failing', 'circuitOpen'],
    ['paused', 'flowOff'],
    ['paused', 'notAuthorised'],
    ['gone', 'flowGone'],
  ] as const)('a subscription that is %s for %s, once, and its recovery', async (status, reason) => {
    const { subscription, told } = await setUp()
    await becomes(subscription, status, reason)
    await becomes(subscription, status, reason)
    expect(await told()).toEqual([`${status} ${reason} 1`])
    await becomes(subscription, 'active')
    await becomes(subscription, 'active')
    expect(await told()).toEqual([`recovered ${reason} 1`, `${status} ${reason} 1`])
  })

  test('every reason but those that people bring about, or that pass', async () => {
    const { id, subscription } = await setUp()
    const untold = ['pausedByPerson', 'catchingUp', 'receiverFailing']
    const statusOf = (reason: string) =>
      reason === 'circuitOpen' || reason === 'receiverFailing'
        ? 'failing'
        : /^(flowGone|orphaned)$/.test(reason)
          ? 'gone'
          : 'paused'
    for (const reason of Object.keys(STATUS_REASONS)) await becomes(subscription, statusOf(reason), reason)
    const expected = Object.keys(STATUS_REASONS).filter(reason => !untold.includes(reason))
    const told = (await noticesOf(id)).value.map(({ kind, reasonCode }) => `${kind} ${reasonCode}`)
    expect(told).toEqual(expected.map(reason => `${statusOf(reason)} ${reason}`).toReversed())
  })

  test('a reason that nobody knew of when this was made', async () => {
    const { subscription, told } = await setUp()
    await becomes(subscription, 'paused', 'somethingNew')
    expect(await told()).toEqual(['paused somethingNew 1'])
  })

  test('not that an attempt failed, nor that the next succeeded', async () => {
    const { subscription, told } = await setUp()
    await becomes(subscription, 'failing', 'receiverFailing')
    await becomes(subscription, 'active')
    expect(await told()).toEqual([])
  })

  test('a circuit that opens after attempts have failed, and not again when they fail in between', async () => {
    const { subscription, told } = await setUp()
    await becomes(subscription, 'failing', 'receiverFailing')
    await becomes(subscription, 'failing', 'circuitOpen')
    await becomes(subscription, 'failing', 'receiverFailing')
    await becomes(subscription, 'failing', 'circuitOpen')
    expect(await told()).toEqual(['failing circuitOpen 1'])
  })

  test('each change from one trouble to another, and one recovery of the last', async () => {
    const { subscription, told } = await setUp()
    await becomes(subscription, 'failing', 'circuitOpen')
    await becomes(subscription, 'paused', 'flowOff')
    await becomes(subscription, 'active')
    expect(await told()).toEqual(['recovered flowOff 1', 'paused flowOff 1', 'failing circuitOpen 1'])
  })

  test('not what people pause and resume themselves', async () => {
    const { id, owner, subscription, told } = await setUp()
    const headers = await sessionOf(owner)
    const set = (status: string) => hook('PATCH', id, subscription, { json: { status }, headers })
    await set('paused')
    await set('active')
    expect(await told()).toEqual([])
    await becomes(subscription, 'failing', 'circuitOpen')
    await set('paused')
    await set('active')
    await becomes(subscription, 'paused', 'flowOff')
    await set('active')
    expect(await told()).toEqual(['paused flowOff 1', 'failing circuitOpen 1'])
    expect((await noticesOf(id, owner)).value.every(({ endedAt }) => endedAt !== undefined)).toBe(true)
  })

  test('not that a flow which said goodbye is active no more', async () => {
    const { id, subscription, told } = await setUp()
    await becomes(subscription, 'paused', 'flowOff')
    await hook('DELETE', id, subscription, {})
    expect(await told()).toEqual(['paused flowOff 1'])
    const [notice] = (await noticesOf(id)).value
    expect(notice).toMatchObject({ endedAt: expect.any(String), about: { isRemoved: true } })
  })

  test('nothing of a change that is undone', async () => {
    const { subscription, told } = await setUp()
    const undone = database().$transaction(async tx => {
      await tx.subscription.update({ where: { id: subscription }, data: { status: 'gone' } })
      throw new Error('undone')
    })
    await expect(undone).rejects.toThrow('undone')
    expect(await told()).toEqual([])
  })
})

describe('one that flaps', () => {
  test('takes its recovery back and counts, and is unread again', async () => {
    const { id, owner, subscription, told } = await setUp()
    await becomes(subscription, 'failing', 'circuitOpen')
    await readNotices(id, owner, { all: true })
    for (let time = 0; time < 20; time++) {
      await becomes(subscription, 'active')
      await becomes(subscription, 'failing', 'circuitOpen')
    }
    expect(await told()).toEqual(['failing circuitOpen 21'])
    expect(await unreadOf(id, owner)).toBe(1)
    expect(await database().noticeRecipient.count({ where: { notice: { subscriptionId: subscription } } })).toBe(1)
  })

  test('is told anew once the recovery has lasted', async () => {
    const { subscription, told } = await setUp()
    await becomes(subscription, 'failing', 'circuitOpen')
    await becomes(subscription, 'active')
    await timePasses(11)
    await becomes(subscription, 'failing', 'circuitOpen')
    expect(await told()).toEqual(['failing circuitOpen 1', 'recovered circuitOpen 1', 'failing circuitOpen 1'])
  })

  test('is told anew where somebody had resumed it, and where it is for another reason', async () => {
    const { id, owner, subscription, told } = await setUp()
    await becomes(subscription, 'failing', 'circuitOpen')
    await hook('PATCH', id, subscription, { json: { status: 'active' }, headers: await sessionOf(owner) })
    await becomes(subscription, 'failing', 'circuitOpen')
    await becomes(subscription, 'active')
    await becomes(subscription, 'paused', 'flowOff')
    expect(await told()).toEqual([
      'paused flowOff 1',
      'recovered circuitOpen 1',
      'failing circuitOpen 1',
      'failing circuitOpen 1',
    ])
  })
})

describe('who is told', () => {
  const people = async (subscription: string) => {
    const where = { notice: { subscriptionId: subscription } }
    const rows = await database().noticeRecipient.findMany({ where, include: { person: true } })
    return rows.map(({ person }) => person.name).sort()
  }

  test('the owner alone, of whatever role', async () => {
    const { id } = await makeInstance()
    await makeMember(id, 'Admin')
    const owner = await makeMember(id, 'Contributor')
    const subscription = await subscribeAs(id, owner)
    await database().membership.updateMany({ where: { personId: owner.id }, data: { role: 'Viewer' } })
    await becomes(subscription, 'paused', 'flowOff')
    expect(await people(subscription)).toEqual([owner.name])
  })

  test.each([
    ['has no role here any more', { membership: true }],
    ['may not sign in', { disabled: true }],
    ['has left, which is what is told', { reason: 'ownerGone' }],
  ])('the administrators of the environment, where the owner %s', async (_, how) => {
    const { id } = await makeInstance()
    const elsewhere = await makeInstance('Elsewhere')
    await makeMember(elsewhere.id, 'Admin')
    await makeMember(id, 'Contributor')
    const admins = [await makeMember(id, 'Admin'), await makeMember(id, 'Admin')]
    const disabled = await makeMember(id, 'Admin')
    await database().person.update({ where: { id: disabled.id }, data: { disabledAt: new Date() } })
    const invited = await makePerson({ name: 'Invited' })
    await database().membership.create({ data: { instanceId: id, personId: invited.id, role: 'Admin' } })
    const owner = await makeMember(id, 'Contributor')
    const subscription = await subscribeAs(id, owner)
    const where = { id: owner.id }
    if ('membership' in how) await database().membership.deleteMany({ where: { personId: owner.id } })
    if ('disabled' in how) await database().person.update({ where, data: { disabledAt: new Date() } })
    await becomes(subscription, 'paused', 'reason' in how ? how.reason : 'flowOff')
    expect(await people(subscription)).toEqual(admins.map(({ name }) => name).sort())
  })

  test('the administrators, where a key or the deployment is the owner; those of the deployment where there are none', async () => {
    const { id } = await makeInstance()
    const deployment = await makePerson({
      name: 'Root',
      password: 'correct horse battery',
      isDeploymentAdministrator: true,
    })
    const first = await subscribeAs(id)
    await becomes(first, 'paused', 'flowOff')
    expect(await people(first)).toEqual(['Root'])
    const admin = await makeMember(id, 'Admin')
    const second = await subscribeAs(id, undefined, '127.0.0.2')
    await becomes(second, 'paused', 'flowOff')
    expect(await people(second)).toEqual([admin.name])
    await database().person.delete({ where: { id: deployment.id } })
  })

  test('of the recovery, those who were told of the trouble', async () => {
    const { id } = await makeInstance()
    const admin = await makeMember(id, 'Admin')
    const subscription = await subscribeAs(id)
    await becomes(subscription, 'paused', 'flowOff')
    await makeMember(id, 'Admin')
    await becomes(subscription, 'active')
    expect(await people(subscription)).toEqual([admin.name, admin.name])
  })
})
