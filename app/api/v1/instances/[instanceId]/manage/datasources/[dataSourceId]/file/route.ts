import { z } from 'zod'
import { TooLarge, UnsupportedMediaType } from '#lib/errors.ts'
import { inInstance, methods, uuidParam } from '#lib/http/route.ts'
import { FileFormat } from '#lib/insights/data-sources/schema.ts'
import { MAX_UPLOAD_BYTES, uploadFile } from '#lib/insights/data-sources/upload.ts'

const Query = z.object({ format: FileFormat.optional() })

/** The raw body is the file, whatever content type it is called; `format` says what it is where that changes. */
export const { GET, POST, PUT, PATCH, DELETE } = methods({
  PUT: inInstance({ query: Query }, ({ access, params, query, request }) => {
    const encoding = request.headers.get('content-encoding') ?? 'identity'
    if (encoding !== 'identity') throw new UnsupportedMediaType('Send the file as it is, without Content-Encoding.')
    if (Number(request.headers.get('content-length')) > MAX_UPLOAD_BYTES) {
      throw new TooLarge(`The file is larger than ${MAX_UPLOAD_BYTES} bytes.`)
    }
    return uploadFile(access, uuidParam(params, 'dataSourceId'), request.body ?? emptyBody(), query)
  }),
})

async function* emptyBody(): AsyncGenerator<Uint8Array> {}
