import { Unprocessable } from '#lib/errors.ts'
import { sourcePolicy } from '#lib/insights/data-sources/source-policy.ts'
import { checkCallbackUrl } from '#lib/network/callback-url.ts'

const HIDDEN = '?…'

/** An address for people: a query may hold a signature, so it is not shown. */
export const shownUrl = (url: URL) => `${url.origin}${url.pathname}${url.search && HIDDEN}`

/** @throws Unprocessable where the text is no address of a source */
export function parseSourceUrl(text: string): URL {
  const flaw = urlFlaw(text)
  if (flaw) throw new Unprocessable(`The address ${flaw}.`, [{ path: 'url', message: flaw }])
  return new URL(text)
}

/**
 * Looks the name up, so outside of any transaction. Whoever reads the address checks it again.
 * @throws Unprocessable where it is not one that may be read
 */
export async function checkSourceUrl(text: string | null | undefined) {
  if (!text) return
  try {
    await checkCallbackUrl(parseSourceUrl(text), sourcePolicy())
  } catch (error) {
    if (!(error instanceof Unprocessable)) throw error
    throw new Unprocessable(error.message, [{ path: 'url', message: error.message }])
  }
}

function urlFlaw(text: string): string | undefined {
  if (!URL.canParse(text)) return 'is not an absolute URL'
  const { protocol, username, password, hash } = new URL(text)
  if (protocol !== 'https:' && protocol !== 'http:') return 'must begin with https://'
  if (username || password) return 'must not hold a user name or password: they have fields of their own'
  return hash ? 'must not have a fragment (#)' : undefined
}
