import { z } from 'zod'
import { MAX_PREVIEW_BYTES, previewUpload } from '#lib/data/preview-source.ts'
import { boundedBytes } from '#lib/http/body.ts'
import { inInstance, methods } from '#lib/http/route.ts'
import { FileFormat } from '#lib/insights/data-sources/schema.ts'

const Query = z.object({ format: FileFormat.default('csv'), name: z.string().min(1).max(200).default('the file') })

/** The same of a file that is not uploaded yet: the raw body, of which its first megabyte is enough but for Parquet. */
export const { GET, POST, PUT, PATCH, DELETE } = methods({
  POST: inInstance({ query: Query }, async ({ access, query, request }) =>
    previewUpload(access, query, await boundedBytes(request, MAX_PREVIEW_BYTES)),
  ),
})
