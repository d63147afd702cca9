import { z } from 'zod'
import { config } from '#lib/config.ts'
import { Invalid } from '#lib/errors.ts'

/** Query members of every paged route; spread it into the route's own query schema. */
export const pageQuery = {
  $top: z.coerce.number().int().min(1).max(1000).default(100),
  $skiptoken: z.string().max(4000).optional(),
}

/**
 * A page as the contract says: `value`, and an absolute, opaque next link where there is more.
 * @param rows up to `top + 1` rows: the extra one says that there is more.
 * @param cursor where the next page starts, made from the last row that is shown.
 */
export function page<Row>(request: Request, rows: Row[], top: number, cursor: (last: Row) => unknown) {
  const value = rows.slice(0, top)
  const last = value.at(-1)
  if (rows.length <= top || last === undefined) return { value }
  const link = new URL(new URL(request.url).pathname, config().appUrl)
  for (const [name, given] of new URL(request.url).searchParams) link.searchParams.set(name, given)
  link.searchParams.set('$skiptoken', Buffer.from(JSON.stringify(cursor(last))).toString('base64url'))
  return { value, '@odata.nextLink': link.href }
}

/** Where the page starts, or undefined for the first. @throws Invalid for a token that we did not make. */
export function readCursor<T>(token: string | undefined, schema: z.ZodType<T>): T | undefined {
  if (token === undefined) return undefined
  try {
    return schema.parse(JSON.parse(Buffer.from(token, 'base64url').toString('utf8')))
  } catch {
    throw new Invalid('The $skiptoken is not one of ours: follow @odata.nextLink as it is.')
  }
}

/** The cursor of lists that are newest first: the time and the id of the last row shown. */
export const NewestFirst = z.object({ at: z.iso.datetime(), id: z.uuid() })
