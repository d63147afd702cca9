import { expect, test } from 'vitest'
import { layout } from '#lib/mail/layout.ts'
import { noticeLetter, type ToldNotice, testLetter } from '#lib/notices/mail/letter.ts'

const APP = 'https://highwater.example.com'
const kim = { name: 'Kim', email: 'kim@example.com', locale: null }

const notice = (change: Partial<ToldNotice> = {}): ToldNotice => ({
  id: 'n1',
  kind: 'paused',
  at: '2026-11-23T09:05:00.000Z',
  times: 1,
  reason: 'The flow is turned off.',
  reasonCode: 'flowOff',
  about: {
    type: 'hook',
    isRemoved: false,
    hook: {
      id: 'h1',
      trigger: 'segment-threshold-crossed',
      status: 'paused',
      statusSince: '2026-11-23T09:05:00.000Z',
      callbackHost: 'prod-27.westeurope.logic.azure.com',
      owner: { type: 'person', name: 'Kim' },
      parameters: { segmentDisplayName: 'Big spenders' },
      createdAt: '2026-11-01T00:00:00.000Z',
      consecutiveFailures: 0,
    },
  },
  environment: { id: 'e1', name: 'Contoso' },
  ...change,
})

test('one notice is told with what, where, when, why, what to do, and the way there', () => {
  const { to, subject, text } = noticeLetter(kim, { newest: [notice()], count: 1 }, APP)
  expect(to).toEqual({ name: 'Kim', address: 'kim@example.com' })
  expect(subject).toBe('Contoso: Subscription paused')
  expect(text).toBe(`Hello Kim,

Subscription paused: Segment threshold crossed, Big spenders
Contoso, November 23, 2026 at 9:05 AM UTC
Calls to prod-27.westeurope.logic.azure.com
The flow is turned off. Events are kept; it is asked every hour whether it is back. Turn the flow on, or resume the subscription.
Show subscription: ${APP}/admin/export-destinations/power-automate/subscriptions?environment=e1&subscription=h1

You get this e-mail because the subscription is yours, or because you administer its environment.
`)
})

test('in Dutch', () => {
  const { subject, text } = noticeLetter({ ...kim, locale: 'nl' }, { newest: [notice()], count: 1 }, APP)
  expect(subject).toBe('Contoso: Abonnement onderbroken')
  expect(text).toContain('23 november 2026')
  expect(text).toContain('De stroom is uitgeschakeld.')
})

test('several are one letter, and it says how many it leaves out', () => {
  const { subject, text } = noticeLetter(kim, { newest: [notice(), notice({ kind: 'gone' })], count: 1042 }, APP)
  expect(subject).toBe('1,042 notices from Highwater')
  expect(text).toContain('Subscription paused: ')
  expect(text).toContain('Flow is gone: ')
  expect(text).toContain(`And 1,040 more.\nSee all in the console: ${APP}\n`)
})

test('a recovery repeats no trouble, and one that flapped says how often', () => {
  const recovered = noticeLetter(kim, { newest: [notice({ kind: 'recovered' })], count: 1 }, APP)
  expect(recovered.text).not.toContain('turned off')
  const flapped = noticeLetter(kim, { newest: [notice({ times: 7 })], count: 1 }, APP)
  expect(flapped.text).toContain('It came and went 7 times.')
})

test('a reason without a translation is told in the words of the API; what is removed has no way there', () => {
  const { about } = notice()
  const unknown = notice({ reasonCode: 'newOne', reason: 'Something new.', about: { ...about, isRemoved: true } })
  const { text } = noticeLetter({ ...kim, locale: 'nl' }, { newest: [unknown], count: 1 }, APP)
  expect(text).toContain('Something new.')
  expect(text).not.toContain('https://')
})

test.each(['a\r\nBcc: b@example.com', 'a\u0000\u2028b', 'a\tb'])('%j stays one line in a header', name => {
  const letter = noticeLetter({ ...kim, name }, { newest: [notice({ environment: { id: 'e', name } })], count: 1 }, APP)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
  expect(letter.subject + letter.to.name).not.toMatch(/[\u0000-\u001f\u007f\u2028\u2029]/)
})

test('the HTML says what the text says, and markup in names stays text', () => {
  const section = { title: '<b> & "c"', lines: ['x < y'], link: { text: '<i>', href: 'https://a.example/?b=1&c="' } }
  const { text, html } = layout([section])
  expect(text).toBe('<b> & "c"\nx < y\n<i>: https://a.example/?b=1&c="\n')
  expect(html).toContain(
    '<b>&lt;b&gt; &amp; &quot;c&quot;</b><br>x &lt; y<br><a href="https://a.example/?b=1&amp;c=&quot;">&lt;i&gt;</a>',
  )
})

test('the test e-mail says so in both languages', () => {
  expect(testLetter(kim, APP)).toMatchObject({ subject: 'Test e-mail from Highwater' })
  expect(testLetter({ ...kim, locale: 'nl' }, APP)).toMatchObject({ subject: 'Test-e-mail van Highwater' })
})
