import type { segments as english } from '#lib/i18n/en/segments.ts'
import type { Translation } from '#lib/i18n/translation.ts'

export const segments: Translation<typeof english> = {
  title: 'Segmenten',
}
