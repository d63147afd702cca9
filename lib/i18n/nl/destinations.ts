import type { destinations as english } from '#lib/i18n/en/destinations.ts'
import type { Translation } from '#lib/i18n/translation.ts'

export const destinations: Translation<typeof english> = {
  title: 'Exportbestemmingen',
}
