import { type Theme, webDarkTheme, webLightTheme } from '@fluentui/react-components'

/** One theme for light and dark: the browser picks, so that the first paint is right without a script. */
export const theme = Object.fromEntries(
  Object.entries(webLightTheme).map(([token, light]) => [token, both(token, String(light))]),
) as unknown as Theme

function both(token: string, light: string): string {
  const dark = String(webDarkTheme[token as keyof Theme])
  if (light === dark) return light
  return token.startsWith('shadow') ? shadow(light, dark) : `light-dark(${light}, ${dark})`
}

// light-dark() takes colours only, and a shadow is a list of lengths and colours.
function shadow(light: string, dark: string): string {
  const colors = dark.matchAll(/rgba?\([^)]*\)/g)
  return light.replace(/rgba?\([^)]*\)/g, color => `light-dark(${color}, ${colors.next().value?.[0] ?? color})`)
}
