import { createFormatter, createTranslator } from 'use-intl/core'
import { pickLocale } from '#lib/i18n/locales.ts'
import { messagesOf } from '#lib/i18n/messages.ts'
import { layout, type Section } from '#lib/mail/layout.ts'
import type { Letter } from '#lib/mail/send.ts'
import type { NoticeView } from '#lib/notices/view.ts'
import type { ReasonCode } from '#lib/subscriptions/silence/reasons.ts'
import type { StatusReason } from '#lib/subscriptions/status-reason.ts'
import type { Trigger } from '#lib/triggers/catalogue.ts'

/** How many a letter shows: more than anybody reads, and the console has them all. */
export const MOST = 20
const SUBSCRIPTIONS = '/admin/export-destinations/power-automate/subscriptions'

export type Recipient = { name: string; email: string; locale: string | null }
export type ToldNotice = NoticeView & { environment: { id: string; name: string } }

/** Newest first, at most MOST of the `count` that there are. */
export type Told = { newest: ToldNotice[]; count: number }

/**
 * One letter about all of these notices, in the person's language. It names hosts, and never the addresses of callbacks.
 * @param appUrl what links begin with, without a trailing slash
 */
export function noticeLetter(recipient: Recipient, { newest, count }: Told, appUrl: string): Letter {
  const { t, section } = words(recipient, appUrl)
  const [only] = newest
  const left = count - newest.length
  return letterTo(
    recipient,
    count === 1 && only
      ? t('mail.subject', { environment: only.environment.name, kind: t(`kind.${only.kind}`) })
      : t('mail.subjectOfMany', { count }),
    [
      { lines: [t('mail.greeting', { name: recipient.name })] },
      ...newest.map(section),
      ...(left > 0
        ? [{ lines: [t('mail.more', { count: left })], link: { text: t('mail.seeAll'), href: appUrl } }]
        : []),
      { lines: [t('mail.why')] },
    ],
  )
}

/** The letter by which an operator sees that e-mail works. */
export function testLetter(recipient: Recipient, appUrl: string): Letter {
  const { t } = words(recipient, appUrl)
  const link = { text: 'Highwater', href: appUrl }
  return letterTo(recipient, t('mail.testSubject'), [
    { lines: [t('mail.greeting', { name: recipient.name })] },
    { lines: [t('mail.test')], link },
  ])
}

const letterTo = ({ name, email }: Recipient, subject: string, sections: Section[]): Letter => ({
  to: { name: oneLine(name), address: email },
  subject: oneLine(subject),
  ...layout(sections),
})

// What people have named is text in a header here: a line break would begin another header.
const oneLine = (text: string) => text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim()

function words({ locale: preferred }: Recipient, appUrl: string) {
  const locale = pickLocale({ person: preferred })
  const messages = messagesOf(locale)
  const t = createTranslator({ locale, messages, namespace: 'notices' })
  const power = createTranslator({ locale, messages, namespace: 'powerAutomate' })
  const silence = createTranslator({ locale, messages, namespace: 'silence' })
  // Nobody's time zone is known here.
  const format = createFormatter({ locale, timeZone: 'UTC' })

  function section({ kind, at, times, reason, reasonCode, about, environment }: ToldNotice): Section {
    const { hook } = about
    const { dataSourceName, segmentDisplayName, measureDisplayName } = hook.parameters
    const object = dataSourceName ?? segmentDisplayName ?? measureDisplayName
    const trigger = power(`triggerName.${hook.trigger as Trigger}`)
    const key = `hookReason.${reasonCode as StatusReason}` as const
    const detail = `detail.${reasonCode as ReasonCode}` as const
    const isSilence = kind === 'silent' && silence.has(detail)
    const known = reasonCode !== undefined && power.has(key) ? power(key) : reason
    const why = isSilence ? `${silence(detail)} ${silence(`remedy.${reasonCode as ReasonCode}`)}` : known
    const isEnd = kind === 'recovered' || kind === 'firesAgain'
    const when = `${format.dateTime(new Date(at), { dateStyle: 'long', timeStyle: 'short' })} UTC`
    return {
      title: `${t(`kind.${kind}`)}: ${trigger}${object ? `, ${object}` : ''}`,
      lines: [
        `${environment.name}, ${when}`,
        t('mail.callsTo', { host: hook.callbackHost }),
        ...(isEnd || why === undefined ? [] : [why]),
        ...(times > 1 ? [t('times', { count: times })] : []),
        ...(kind === 'failing' || isEnd ? [t(kind)] : []),
      ],
      ...(!about.isRemoved && {
        link: {
          text: t('show'),
          href: `${appUrl}${SUBSCRIPTIONS}?environment=${environment.id}&subscription=${hook.id}`,
        },
      }),
    }
  }
  return { t, section }
}
