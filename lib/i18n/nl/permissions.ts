import type { permissions as english } from '#lib/i18n/en/permissions.ts'
import type { Translation } from '#lib/i18n/translation.ts'

export const permissions: Translation<typeof english> = {
  title: 'Machtigingen',
}
