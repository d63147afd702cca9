import type { segments as english } from '#lib/i18n/en/segments.ts'
import type { Translation } from '#lib/i18n/translation.ts'

export const segments: Translation<typeof english> = {
  title: 'Segmenten',
  new: 'Nieuw segment',
  edit: 'Segment bewerken',
  members: 'Leden',
  emptyTitle: 'Breng de klanten bijeen om wie het gaat',
  emptyText:
    'Een segment is een regel over een entiteit, zoals “contacten in New South Wales”. Elke vernieuwing telt de leden opnieuw, en een stroom kan beginnen wanneer het aantal boven een drempel komt.',
  kinds: { rule: 'Regel over een entiteit', sql: 'SQL', external: 'Elders geteld' },
  kindHints: {
    rule: 'Highwater telt bij elke vernieuwing de rijen waarvoor de regel geldt.',
    sql: 'Een opdracht van een beheerder, die alleen leest, geeft de id’s van de leden.',
    external: 'Iets anders telt de leden en meldt het aantal hier.',
  },
  sqlHint:
    'Eén SELECT over entiteiten. De verschillende niet-lege waarden van de eerste kolom zijn de leden. Hij mag een minuut duren.',
  firstMembers: 'Eerste leden',
  firstMembersHint:
    '{count, plural, one {# rij} other {# rijen}}, zoals de regel en de gegevens nu zijn; nooit meer dan 100.',
  showMembers: 'Leden tonen',
  readingMembers: 'Leden worden gezocht…',
  noMembers: 'Er zijn nu geen leden.',
  subtitle: 'Groepen klanten. Elke vernieuwing telt hun leden opnieuw.',
}
