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
  emptyNoEntity:
    'Een regel heeft gegevens nodig: voeg eerst een gegevensbron toe en vernieuw die. Een segment dat elders wordt geteld, heeft er geen nodig.',
  toDataSources: 'Naar gegevensbronnen',
  kinds: { rule: 'Regel over een entiteit', external: 'Elders geteld' },
  kindHints: {
    rule: 'Highwater telt bij elke vernieuwing de rijen waarvoor de regel geldt.',
    external: 'Iets anders telt de leden en meldt het aantal hier.',
  },
  memberCount: '{count, plural, one {# lid} other {# leden}}',
  created: 'Segment {name} is gemaakt.',
  saved: 'Segment {name} is opgeslagen.',
  activated: 'Segment {name} is actief.',
  deactivated: 'Segment {name} is inactief: vernieuwingen slaan het vanaf nu over.',
  deleted: 'Segment {name} is verwijderd.',
  deleteTitle: '{name} verwijderen?',
  deleteText: 'Het verloop ervan wordt ook verwijderd.',
  deleteDependants:
    '{thresholds, plural, one {# drempel erop wordt verwijderd, en de stromen die erop wachten horen niets meer.} other {# drempels erop worden verwijderd, en de stromen die erop wachten horen niets meer.}}',
  notFound: 'Er is hier geen segment {name}.',
}
