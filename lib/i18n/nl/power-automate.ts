import type { powerAutomate as english } from '#lib/i18n/en/power-automate.ts'
import type { Translation } from '#lib/i18n/translation.ts'

export const powerAutomate: Translation<typeof english> = {
  title: 'Power Automate',
}
