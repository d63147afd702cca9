import { type Theme, webDarkTheme, webLightTheme } from '@fluentui/react-components'

const RGBA = /rgba\(\s*(\d+),\s*(\d+),\s*(\d+),\s*([\d.]+)\s*\)/g

/** One theme for light and dark: the browser picks, so that the first paint is right without a script. */
export const theme = Object.fromEntries(
  Object.entries(webLightTheme).map(([token, light]) => [token, both(token, String(light))]),
) as unknown as Theme

function both(token: string, light: string): string {
  const dark = String(webDarkTheme[token as keyof Theme])
  if (light === dark) return light
  return token.startsWith('shadow') ? shadow(light, dark) : lightDark(light, dark)
}

// light-dark() takes colours only, and a shadow is a list of lengths and colours.
function shadow(light: string, dark: string): string {
  const colors = dark.matchAll(RGBA)
  return light.replace(RGBA, color => lightDark(color, colors.next().value?.[0] ?? color))
}

function lightDark(light: string, dark: string): string {
  return `light-dark(${hex(light)}, ${hex(dark)})`
}

// Fluent drops values with parentheses in parentheses, so rgba(0,0,0,0.5) becomes #00000080.
function hex(color: string): string {
  return color.replace(RGBA, (_, red: string, green: string, blue: string, alpha: string) =>
    ['#', byte(Number(red)), byte(Number(green)), byte(Number(blue)), byte(Number(alpha) * 255)].join(''),
  )
}

function byte(value: number): string {
  return Math.round(value).toString(16).padStart(2, '0')
}
