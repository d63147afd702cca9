const YEAR_SECONDS = 365 * 24 * 60 * 60

/** Remembers a choice of this browser that the server needs for the first paint: language, theme, environment. */
export function setCookie(name: string, value: string) {
  const secure = location.protocol === 'https:' ? '; secure' : ''
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing from browsers that we support
  document.cookie = `${name}=${encodeURIComponent(value)}; path=/; max-age=${YEAR_SECONDS}; samesite=lax${secure}`
}
