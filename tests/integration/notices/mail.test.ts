import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { POST as sendTest } from '#app/api/v1/mail/test/route.ts'
import { config } from '#lib/config.ts'
import { database, transaction } from '#lib/database/client.ts'
import { wakeTask } from '#lib/housekeeping/queue.ts'
import { startHousekeeping } from '#lib/housekeeping/start.ts'
import { TASKS } from '#lib/housekeeping/tasks.ts'
import { claim, done } from '#lib/notices/mail/outbox.ts'
import { sendDueNotices } from '#lib/notices/mail/send-due.ts'
import { mailNotices } from '#lib/notices/mail/task.ts'
import { forget } from '#lib/remember.ts'
import { call } from '#tests/support/call.ts'
import { startMailServer } from '#tests/support/mail-server.ts'
import { makeInstance, makeMember, makePerson } from '#tests/support/make.ts'
import { becomes, subscribeAs, timePasses } from '#tests/support/notices.ts'
import { sessionOf } from '#tests/support/session.ts'

let server: Awaited<ReturnType<typeof startMailServer>>
const sendDue = () => sendDueNotices(new AbortController().signal)

function useServer(url: string | undefined) {
  process.env.SMTP_URL = url
  process.env.MAIL_FROM = url && 'Highwater <highwater@example.com>'
  if (url === undefined) {
    delete process.env.SMTP_URL
    delete process.env.MAIL_FROM
  }
  forget('config')
  forget('mail')
}

beforeAll(async () => {
  server = await startMailServer()
})
beforeEach(async () => {
  useServer(server.url)
  server.received.length = 0
  server.afterData(async () => {})
  await database().notice.deleteMany()
})
afterAll(() => server[Symbol.asyncDispose]())

async function setUp(environment = 'Contoso') {
  const { id } = await makeInstance(environment)
  const owner = await makeMember(id, 'Contributor')
  return { id, owner, subscription: await subscribeAs(id, owner) }
}

test('the owner gets one e-mail about trouble, and one once the recovery has lasted', async () => {
  const { id, owner, subscription } = await setUp()
  await becomes(subscription, 'paused', 'notAuthorised')
  await sendDue()
  expect(server.received).toEqual([])
  await timePasses(1)
  await sendDue()
  await sendDue()
  expect(server.received).toHaveLength(1)
  const [mail] = server.received
  expect(mail).toMatchObject({ from: 'highwater@example.com', to: [owner.email] })
  expect(mail?.headers).toContain('Subject: Contoso: Subscription paused')
  expect(mail?.headers).toContain('From: Highwater <highwater@example.com>')
  expect(mail?.headers).toContain('Auto-Submitted: auto-generated')
  const link = `${config().appUrl}/admin/export-destinations/power-automate/subscriptions?environment=${id}&subscription=${subscription}`
  for (const said of [`Hello ${owner.name},`, 'Full refresh completed', '127.0.0.1', 'Save the flow again', link]) {
    expect(mail?.text).toContain(said)
    expect(mail?.html.replaceAll('&amp;', '&')).toContain(said)
  }
  expect(JSON.stringify(mail)).not.toContain('very-secret')

  await timePasses(10)
  await becomes(subscription, 'active')
  await timePasses(9)
  await sendDue()
  expect(server.received).toHaveLength(1)
  await timePasses(1)
  await sendDue()
  expect(server.received).toHaveLength(2)
  expect(server.received[1]?.headers).toContain('Subject: Contoso: Works again')
})

test('workers look every minute for what is due', async () => {
  expect(TASKS).toContain(mailNotices)
  expect(mailNotices.cron).toBe('* * * * *')
  const { subscription } = await setUp()
  await becomes(subscription, 'paused', 'flowOff')
  await timePasses(1)
  const worker = await startHousekeeping([mailNotices])
  try {
    await transaction(tx => wakeTask(tx, mailNotices.name))
    await expect.poll(() => server.received, { timeout: 30_000 }).toHaveLength(1)
  } finally {
    await worker.stop()
  }
})

test('what happens within a minute is one e-mail, and the next comes ten minutes later', async () => {
  const { id, owner, subscription } = await setUp()
  const others = await Promise.all(
    Array.from({ length: 24 }, (_, number) => subscribeAs(id, owner, `127.0.1.${number + 1}`)),
  )
  for (const one of [subscription, ...others.slice(0, 22)]) await becomes(one, 'failing', 'circuitOpen')
  await timePasses(1)
  await sendDue()
  expect(server.received).toHaveLength(1)
  expect(server.received[0]?.headers).toContain('Subject: 23 notices from Highwater')
  expect(server.received[0]?.text.match(/Receiver keeps failing/g)).toHaveLength(20)
  expect(server.received[0]?.text).toContain('And 3 more.')

  for (const one of others.slice(22)) await becomes(one, 'failing', 'circuitOpen')
  await timePasses(5)
  await sendDue()
  expect(server.received).toHaveLength(1)
  await timePasses(5)
  await sendDue()
  expect(server.received).toHaveLength(2)
  expect(server.received[1]?.headers).toContain('Subject: 2 notices from Highwater')
})

test('one that flaps is one e-mail', async () => {
  const { subscription } = await setUp()
  for (let time = 0; time < 8; time++) {
    await becomes(subscription, 'failing', 'circuitOpen')
    await timePasses(4)
    await sendDue()
    await becomes(subscription, 'active')
    await timePasses(4)
    await sendDue()
  }
  expect(server.received).toHaveLength(1)
})

test('trouble that is over within the minute is told in the console alone', async () => {
  const { subscription } = await setUp()
  await becomes(subscription, 'failing', 'circuitOpen')
  await becomes(subscription, 'active')
  await timePasses(30)
  await sendDue()
  expect(server.received).toEqual([])
  expect(await database().notice.count()).toBe(2)
})

test('one that comes and goes faster than e-mails leave is told all the same, once, and its end once', async () => {
  const { subscription } = await setUp()
  for (let time = 0; time < 5; time++) {
    await becomes(subscription, 'failing', 'circuitOpen')
    await becomes(subscription, 'active')
    await sendDue()
  }
  expect(server.received).toHaveLength(1)
  expect(server.received[0]?.text).toContain('It came and went 2 times.')
  await timePasses(10)
  await sendDue()
  expect(server.received).toHaveLength(2)
  expect(server.received[1]?.headers).toContain('Works again')
})

test('it is in the language that the person chose', async () => {
  const { owner, subscription } = await setUp()
  await database().person.update({ where: { id: owner.id }, data: { locale: 'nl' } })
  await becomes(subscription, 'gone', 'flowGone')
  await timePasses(1)
  await sendDue()
  expect(server.received[0]?.headers).toContain('Subject: Contoso: Stroom bestaat niet meer')
  expect(server.received[0]?.text).toContain('Volledige vernieuwing')
})

test('whoever has lost their access meanwhile gets nothing', async () => {
  const { id, owner, subscription } = await setUp()
  await becomes(subscription, 'paused', 'flowOff')
  await database().membership.deleteMany({ where: { instanceId: id, personId: owner.id } })
  await timePasses(1)
  await sendDue()
  expect(server.received).toEqual([])
  expect(await claim()).toBeUndefined()
})

test('names cannot begin another header, and markup in them stays text', async () => {
  const { owner, subscription } = await setUp('Evil\r\nBcc: everybody@example.com <b>')
  const name = 'Kim\r\nBcc: all@example.com, <x@example.com>'
  await database().person.update({ where: { id: owner.id }, data: { name } })
  await becomes(subscription, 'paused', 'flowOff')
  await timePasses(1)
  await sendDue()
  const [mail] = server.received
  expect(mail?.to).toEqual([owner.email])
  expect(mail?.headers).not.toMatch(/^bcc:/im)
  expect(mail?.html).toContain('&lt;b&gt;')
})

describe('when it cannot be sent', () => {
  test('it is sent again later, ever less often, and nothing is lost', async () => {
    const { subscription } = await setUp()
    await becomes(subscription, 'paused', 'flowOff')
    await timePasses(1)
    useServer('smtp://127.0.0.1:1')
    const waits: number[] = []
    for (let time = 0; time < 6; time++) {
      await sendDue()
      const { mailAt } = await database().noticeRecipient.findFirstOrThrow()
      const wait = Math.round(((mailAt?.getTime() ?? 0) - Date.now()) / 60_000)
      waits.push(wait)
      await timePasses(wait)
    }
    expect(waits).toEqual([5, 10, 20, 40, 60, 60])
    useServer(server.url)
    await timePasses(1)
    await sendDue()
    expect(server.received).toHaveLength(1)
  })

  test('after a day it is given up', async () => {
    const { subscription } = await setUp()
    await becomes(subscription, 'paused', 'flowOff')
    await timePasses(24 * 60 + 1)
    await sendDue()
    expect(server.received).toEqual([])
    expect(await claim()).toBeUndefined()
  })

  test('one whom the server refuses keeps nobody else from theirs', async () => {
    const first = await setUp()
    const second = await setUp()
    server.refuse(first.owner.email)
    await becomes(first.subscription, 'paused', 'flowOff')
    await becomes(second.subscription, 'paused', 'flowOff')
    await timePasses(1)
    await sendDue()
    expect(server.received.map(({ to }) => to)).toEqual([[second.owner.email]])
  })

  test('without a mail server nothing is sent, and it is told in the console all the same', async () => {
    const { subscription } = await setUp()
    useServer(undefined)
    await becomes(subscription, 'paused', 'flowOff')
    await timePasses(1)
    await sendDue()
    expect(server.received).toEqual([])
    expect(await database().notice.count()).toBe(1)
  })

  test('a worker that dies after the sending repeats it once, and one that comes late marks nothing of another', async () => {
    const { subscription } = await setUp()
    await becomes(subscription, 'paused', 'flowOff')
    await timePasses(1)
    const dead = await claim()
    expect(dead).toBeDefined()
    await sendDue()
    expect(server.received).toEqual([])
    await timePasses(5)
    // The one taken for dead comes back while another sends.
    server.afterData(async () => {
      if (dead) expect((await done(dead, new Date())).count).toBe(0)
    })
    await sendDue()
    expect(server.received).toHaveLength(1)
    await timePasses(60)
    await sendDue()
    expect(server.received).toHaveLength(1)
  })

  test('several workers at once send it once', async () => {
    const people = await Promise.all(Array.from({ length: 6 }, () => setUp()))
    for (const { subscription } of people) await becomes(subscription, 'paused', 'flowOff')
    await timePasses(1)
    await Promise.all([sendDue(), sendDue(), sendDue()])
    await sendDue()
    expect(server.received.map(({ to }) => to[0]).sort()).toEqual(people.map(({ owner }) => owner.email).sort())
  })
})

describe('the test e-mail', () => {
  const send = async (person: Awaited<ReturnType<typeof makePerson>>) =>
    call({ POST: sendTest }, 'POST', '/api/v1/mail/test', { headers: await sessionOf(person) })

  test('reaches the deployment administrator who asked for it', async () => {
    const person = await makePerson({ isDeploymentAdministrator: true, password: 'correct horse battery' })
    expect((await send(person)).status).toBe(204)
    expect(server.received).toHaveLength(1)
    expect(server.received[0]).toMatchObject({ to: [person.email], text: expect.stringContaining('takes e-mails') })
  })

  test('says what is wrong, without the password', async () => {
    const person = await makePerson({ isDeploymentAdministrator: true, password: 'correct horse battery' })
    useServer(server.url.replace('p%40ss', 'wrong'))
    const wrong = await send(person)
    expect(wrong).toMatchObject({ status: 422, json: { detail: expect.stringContaining('Invalid') } })
    expect(wrong.text).not.toContain('wrong')
    useServer(undefined)
    expect(await send(person)).toMatchObject({ status: 422, json: { detail: expect.stringContaining('SMTP_URL') } })
  })

  test('is nobody else’s to send', async () => {
    const { owner } = await setUp()
    expect((await send(owner)).status).toBe(403)
    expect((await call({ POST: sendTest }, 'POST', '/api/v1/mail/test')).status).toBe(403)
    expect(server.received).toEqual([])
  })
})
