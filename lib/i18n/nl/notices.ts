import type { notices as english } from '#lib/i18n/en/notices.ts'
import type { Translation } from '#lib/i18n/translation.ts'

export const notices: Translation<typeof english> = {
  title: 'Meldingen',
  open: 'Meldingen: {count, plural, =0 {geen ongelezen} other {# ongelezen}}',
  emptyTitle: 'Niets te melden',
  empty:
    'Wanneer een van uw abonnementen uit zichzelf stopt of niet kan afgaan, en wanneer het weer werkt, leest u dat hier, één keer. Heeft een abonnement geen eigenaar die dat kan, dan lezen de beheerders het.',
  unread: 'Ongelezen',
  kind: {
    failing: 'Ontvanger blijft falen',
    paused: 'Abonnement onderbroken',
    gone: 'Stroom bestaat niet meer',
    silent: 'Kan niet afgaan',
    recovered: 'Werkt weer',
    firesAgain: 'Kan weer afgaan',
  },
  failing: 'Bekijk bij de leveringen wat de ontvanger heeft geantwoord.',
  recovered: 'Het is weer actief en krijgt wat ervoor is bewaard. U hoeft niets te doen.',
  firesAgain: 'Wat het tegenhield, is voorbij. U hoeft niets te doen.',
  times: 'Het kwam en ging {count, number} keer.',
  over: 'Dit is voorbij.',
  removed: 'Het abonnement is intussen verwijderd.',
  show: 'Abonnement tonen',
  markRead: 'Markeren als gelezen',
  markAllRead: 'Alles markeren als gelezen',
  sendTestMail: 'Test-e-mail verzenden',
  testMailSent: 'Een test-e-mail is aan de mailserver gegeven, voor {email}.',
  mail: {
    subject: '{environment}: {kind}',
    subjectOfMany: '{count, number} meldingen van Highwater',
    greeting: 'Hallo {name},',
    callsTo: 'Roept {host} aan',
    more: '{count, plural, one {En nog #.} other {En nog #.}}',
    seeAll: 'Alles bekijken in de console',
    why: 'U krijgt deze e-mail omdat het abonnement van u is, of omdat u de omgeving ervan beheert.',
    testSubject: 'Test-e-mail van Highwater',
    test: 'De mailserver neemt e-mails van Highwater aan. Meldingen over abonnementen komen hier binnen.',
  },
}
