import type { measures as english } from '#lib/i18n/en/measures.ts'
import type { Translation } from '#lib/i18n/translation.ts'

export const measures: Translation<typeof english> = {
  title: 'Meetcriteria',
}
