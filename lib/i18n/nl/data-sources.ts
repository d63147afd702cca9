import type { dataSources as english } from '#lib/i18n/en/data-sources.ts'
import type { Translation } from '#lib/i18n/translation.ts'

export const dataSources: Translation<typeof english> = {
  title: 'Gegevensbronnen',
}
