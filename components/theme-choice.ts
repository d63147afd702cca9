export const THEME_CHOICES = ['light', 'dark', 'system'] as const
export type ThemeChoice = (typeof THEME_CHOICES)[number]
export const THEME_COOKIE = 'theme'

export const themeChoice = (cookie: string | undefined): ThemeChoice =>
  THEME_CHOICES.find(choice => choice === cookie) ?? 'system'

/** The value of `color-scheme` on <html>, which decides every light-dark() below. */
export const colorScheme = (choice: ThemeChoice) => (choice === 'system' ? 'light dark' : choice)
