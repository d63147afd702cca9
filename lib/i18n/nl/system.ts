import type { system as english } from '#lib/i18n/en/system.ts'
import type { Translation } from '#lib/i18n/translation.ts'

export const system: Translation<typeof english> = {
  title: 'Systeem',
}
