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
export const TASK_OPERATIONS = ['ingestion', 'measures', 'segmentation'] as const
export type TaskOperation = (typeof TASK_OPERATIONS)[number]

export const LIVE_OPERATIONS = [...TASK_OPERATIONS, 'all'] as const
export type JobOperation = (typeof LIVE_OPERATIONS)[number]

export const NewJobQuery = z.object({
  operationType: z.enum(OPERATION_TYPES, { error: `must be one of ${LIVE_OPERATIONS.join(', ')}` }),
  identifiers: z
    .string()
    .max(50_000)
    .optional()
    .transform(list => (list ? list.split(',').map(identifier => identifier.trim()) : [])),
})
export type NewJobQuery = z.infer<typeof NewJobQuery>
