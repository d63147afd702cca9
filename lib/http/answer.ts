import { config } from '#lib/config.ts'

const headers = { 'Cache-Control': 'no-store' }

export const ok = (value: unknown) => Response.json(value, { headers })

/** 201 with an absolute Location; `path` begins with a slash. */
export const created = (value: unknown, path: string) =>
  Response.json(value, { status: 201, headers: { ...headers, Location: `${config().appUrl}${path}` } })

/** 202; with an absolute Location where there is something to follow it by: `path` begins with a slash. */
export const accepted = (value: unknown, path?: string) =>
  Response.json(value, {
    status: 202,
    headers: { ...headers, ...(path && { Location: `${config().appUrl}${path}` }) },
  })

export const noContent = () => new Response(null, { status: 204, headers })

/** A JSON file to keep: indented by four spaces, as connector tools write theirs. */
export const download = (value: unknown, fileName: string) =>
  new Response(`${JSON.stringify(value, null, 4)}\n`, {
    headers: {
      ...headers,
      'Content-Type': 'application/json',
      'Content-Disposition': `attachment; filename="${fileName}"`,
    },
  })
