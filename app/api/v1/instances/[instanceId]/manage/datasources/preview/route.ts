import { previewSource } from '#lib/data/preview-source.ts'
import { inInstance, methods } from '#lib/http/route.ts'
import { PreviewedSource } from '#lib/insights/data-sources/schema.ts'

/** The first rows and types of a data source that is not saved yet. */
export const { GET, POST, PUT, PATCH, DELETE } = methods({
  POST: inInstance({ body: PreviewedSource }, ({ access, body }) => previewSource(access, body)),
})
