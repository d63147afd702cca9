import type { measures as english } from '#lib/i18n/en/measures.ts'
import type { Translation } from '#lib/i18n/translation.ts'

export const measures: Translation<typeof english> = {
  title: 'Meetcriteria',
  new: 'Nieuw meetcriterium',
  edit: 'Meetcriterium bewerken',
  value: 'Waarde',
  noValue: 'Geen waarde',
  calculation: 'Berekening',
  aggregate: 'Bewerking',
  attribute: 'Kenmerk',
  everyRow: 'Geen: elke rij telt',
  chooseAttribute: 'Kies een kenmerk',
  filter: 'Filter',
  filterOnly: 'Alleen rijen waarvoor een regel geldt',
  operations: {
    count: 'Aantal rijen',
    countDistinct: 'Aantal verschillende waarden',
    sum: 'Som',
    avg: 'Gemiddelde',
    min: 'Kleinste',
    max: 'Grootste',
  },
  described: {
    count: 'Aantal rijen in {entity}',
    countOf: 'Aantal rijen met {attribute} in {entity}',
    countDistinct: 'Verschillende waarden van {attribute} in {entity}',
    sum: 'Som van {attribute} in {entity}',
    avg: 'Gemiddelde van {attribute} in {entity}',
    min: 'Kleinste {attribute} in {entity}',
    max: 'Grootste {attribute} in {entity}',
  },
  emptyTitle: 'Volg één getal',
  emptyText:
    'Een zakelijk meetcriterium is één getal over een entiteit, zoals de gemiddelde leeftijd van alle contacten. Elke vernieuwing berekent het opnieuw, en een stroom kan beginnen wanneer het boven een drempel komt.',
  kinds: { business: 'Zakelijk meetcriterium', sql: 'SQL', external: 'Elders berekend' },
  kindHints: {
    business: 'Highwater berekent bij elke vernieuwing één getal over een entiteit.',
    sql: 'Een opdracht van een beheerder, die alleen leest, geeft één getal.',
    external: 'Iets anders berekent het getal en meldt het hier.',
  },
  subtitle: 'Losse getallen over uw gegevens. Elke vernieuwing berekent ze opnieuw.',
}
