import type { z } from 'zod'
import { Invalid, TooLarge, UnsupportedMediaType } from '#lib/errors.ts'
import { parse } from '#lib/http/parse.ts'

const MAX_JSON_BYTES = 1_000_000

/** Reads a JSON body and holds it against the schema. An absent body reads as {}. */
export async function jsonBody<T>(request: Request, schema: z.ZodType<T>): Promise<T> {
  const bytes = await boundedBytes(request, MAX_JSON_BYTES)
  if (bytes.length === 0) return parse(schema, {}, 'The body')
  const type = request.headers.get('content-type') ?? ''
  if (!/^application\/([\w.+-]+\+)?json\s*(;|$)/i.test(type)) {
    throw new UnsupportedMediaType('Send the body as application/json.')
  }
  return parse(schema, json(bytes), 'The body')
}

/** @throws TooLarge as soon as the body passes the limit, whatever its Content-Length said. */
export async function boundedBytes(request: Request, limit: number): Promise<Buffer> {
  const tooLarge = () => new TooLarge(`The body is larger than ${limit} bytes.`)
  if (Number(request.headers.get('content-length')) > limit) throw tooLarge()
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of request.body ?? []) {
    size += chunk.length
    if (size > limit) throw tooLarge()
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function json(bytes: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch (error) {
    throw new Invalid(`The body is not JSON in UTF-8: ${(error as Error).message}`)
  }
}
