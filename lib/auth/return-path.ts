const START = '/'

/** Where somebody goes after signing in: the page they wanted, if it is one of ours. A path that begins with one slash. */
export function returnPath(wanted: unknown, appUrl: string): string {
  if (typeof wanted !== 'string' || !URL.canParse(wanted, appUrl)) return START
  const { origin, pathname, search, hash } = new URL(wanted, appUrl)
  // Browsers take "//host" for another host.
  return origin === appUrl && !pathname.startsWith('//') ? pathname + search + hash : START
}
