/** A unique name made of what people see, as the API takes it: "Café-gasten (NL)" is CafeGastenNL. */
export function suggestName(friendlyName: string): string {
  const words =
    friendlyName
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      .match(/[A-Za-z0-9]+/g) ?? []
  const joined = words.map(word => word.charAt(0).toUpperCase() + word.slice(1)).join('')
  return (/^\d/.test(joined) ? `_${joined}` : joined).slice(0, 100)
}

export type Names = {
  displayName: string
  /** Undefined while it follows the display name. */
  name: string | undefined
}

export const uniqueName = ({ displayName, name }: Names) => name ?? suggestName(displayName)
