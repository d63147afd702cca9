import { z } from 'zod'
import { FriendlyName, ObjectName, SourceEntityName } from '#lib/insights/names.ts'

const Path = z.string().min(1).max(500)
const PrimaryKey = z.string().min(1).max(200)

export const NewDataSource = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('file'),
    name: ObjectName,
    friendlyName: FriendlyName.optional(),
    /** Below the drop folder; left out where the file will be uploaded. */
    path: Path.nullish(),
    entityName: SourceEntityName,
    primaryKey: PrimaryKey.nullish(),
    isActive: z.boolean().optional(),
  }),
  z.object({
    kind: z.literal('external'),
    name: ObjectName,
    friendlyName: FriendlyName.optional(),
    isActive: z.boolean().optional(),
  }),
])
export type NewDataSource = z.infer<typeof NewDataSource>

export const DataSourceChange = z.object({
  friendlyName: FriendlyName.optional(),
  path: Path.nullish(),
  primaryKey: PrimaryKey.nullish(),
  isActive: z.boolean().optional(),
  /** Fixed; taken so that a whole object can be sent back, and so that an attempt to change one is told. */
  name: z.string().optional(),
  kind: z.string().optional(),
  entityName: z.string().nullish(),
})
export type DataSourceChange = z.infer<typeof DataSourceChange>
