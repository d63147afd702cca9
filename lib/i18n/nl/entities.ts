import type { entities as english } from '#lib/i18n/en/entities.ts'
import type { Translation } from '#lib/i18n/translation.ts'

export const entities: Translation<typeof english> = {
  title: 'Entiteiten',
  subtitle: 'De tabellen met klantgegevens: wat gegevensbronnen vulden, en wat de harmonisering ervan maakte.',
  rows: 'Rijen',
  attributes: 'Kenmerken',
  primaryKey: 'Primaire sleutel',
  firstRows: 'Eerste rijen',
  noRows: 'Er staan geen rijen in.',
  emptyTitle: 'Nog geen entiteit',
  emptyText: 'Een gegevensbron vult haar entiteit bij de eerste vernieuwing.',
  types: {
    text: 'Tekst',
    integer: 'Geheel getal',
    decimal: 'Decimaal getal',
    boolean: 'Ja of nee',
    date: 'Datum',
    timestamp: 'Datum en tijd',
  },
}
