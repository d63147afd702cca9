import { z } from 'zod'

/** Every operation of the vocabulary (domain: OperationType); those that run now are LIVE_OPERATIONS. */
export const OPERATION_TYPES = [
  'none',
  'ingestion',
  'derivedEntity',
  'hierarchy',
  'dataPreparation',
  'map',
  'realtimeM3Search',
  'match',
  'merge',
  'profileStore',
  'search',
  'activity',
  'contact',
  'attributeMeasures',
  'entityMeasures',
  'measures',
  'segmentation',
  'segmentMembership',
  'enrichment',
  'preEnrichment',
  'transform',
  'intelligence',
  'aiBuilder',
  'insights',
  'export',
  'modelManagement',
  'relationship',
  'roleAssignment',
  'analysis',
  'semanticEntity',
  'all',
] as const

/** What a task of a refresh does, in the order in which a full refresh does it. */
export const TASK_OPERATIONS = ['ingestion', 'map', 'match', 'merge', 'measures', 'segmentation'] as const
export type TaskOperation = (typeof TASK_OPERATIONS)[number]

/** What a job may be asked for: one kind of task, map, match and merge at once, or everything. */
export const LIVE_OPERATIONS = [...TASK_OPERATIONS, 'unification', 'all'] as const
export type JobOperation = (typeof LIVE_OPERATIONS)[number]

/** The tasks of a job of an operation. */
export function tasksOf(operation: JobOperation): readonly TaskOperation[] {
  if (operation === 'all') return TASK_OPERATIONS
  return operation === 'unification' ? ['map', 'match', 'merge'] : [operation]
}

export const NewJobQuery = z.object({
  operationType: z.enum([...OPERATION_TYPES, 'unification'], {
    error: `must be one of ${LIVE_OPERATIONS.join(', ')}`,
  }),
  identifiers: z
    .string()
    .max(50_000)
    .optional()
    .transform(list => (list ? list.split(',').map(identifier => identifier.trim()) : [])),
  /** Also what depends on what was asked for. */
  downstream: z
    .enum(['true', 'false'])
    .default('false')
    .transform(value => value === 'true'),
})
export type NewJobQuery = z.infer<typeof NewJobQuery>

/** The runs of one thing that refreshes run. */
export const RunsQuery = z.object({
  operationType: z.enum(TASK_OPERATIONS),
  identifier: z.uuid(),
  $top: z.coerce.number().int().min(1).max(100).default(10),
})
export type RunsQuery = z.infer<typeof RunsQuery>
