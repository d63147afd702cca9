import { z } from 'zod'

// What PostgreSQL's integer holds.
const MAX_COUNT = 2_147_483_647
const Count = z.int().min(0).max(MAX_COUNT)
/** The earliest time that makes sense; what lies before it is a mistake of the sender's clock or code. */
const EARLIEST = '1970-01-01T00:00:00Z'

const Time = z.iso
  .datetime({ offset: true, error: 'must be an ISO 8601 date and time with a time zone, such as 2026-11-23T08:00:00Z' })
  .transform(text => new Date(text))
  .refine(time => time >= new Date(EARLIEST), { error: `must not be before ${EARLIEST}` })

export const DataSourceReport = z.object({
  status: z.enum(['successful', 'failed']),
  rows: Count.optional(),
  errorMessage: z.string().max(4000).optional(),
  startedAt: Time.optional(),
  endedAt: Time.optional(),
})
export type DataSourceReport = z.infer<typeof DataSourceReport>

export const SegmentReport = z.object({ memberCount: z.int().min(0), evaluatedAt: Time.optional() })
export type SegmentReport = z.infer<typeof SegmentReport>

export const MeasureReport = z.object({ value: z.number(), evaluatedAt: Time.optional() })
export type MeasureReport = z.infer<typeof MeasureReport>

export const WorkflowReport = z.object({
  operationType: z.enum(['all', 'unification']),
  status: z.enum(['successful', 'failed', 'timedOut', 'aborted', 'skipped']),
  startedAt: Time.optional(),
  endedAt: Time.optional(),
  tasksTotal: Count.default(0),
  tasksFailed: Count.default(0),
  tasksSkipped: Count.default(0),
  /** Of a unification. */
  profiles: Count.optional(),
  sourceRecords: Count.optional(),
})
export type WorkflowReport = z.infer<typeof WorkflowReport>
