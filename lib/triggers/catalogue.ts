/** The six moments that flows listen to. Subscribing, pages, the connector definition, samples and tests read this table. */
export const TRIGGERS = {
  'data-source-refresh-failed': {
    operationId: 'WhenDataSourceRefreshFails',
    parameters: ['dataSourceId', 'onlyOnStateChange'],
    payload: [
      'dataSourceId',
      'dataSourceName',
      'status',
      'startedAt',
      'endedAt',
      'rows',
      'errorMessage',
      'submissionKind',
    ],
  },
  'data-source-refresh-succeeded': {
    operationId: 'WhenDataSourceRefreshSucceeds',
    parameters: ['dataSourceId', 'onlyOnStateChange'],
    payload: [
      'dataSourceId',
      'dataSourceName',
      'status',
      'startedAt',
      'endedAt',
      'rows',
      'errorMessage',
      'submissionKind',
    ],
  },
  'segment-threshold-crossed': {
    operationId: 'WhenSegmentThresholdIsCrossed',
    parameters: ['segmentName', 'threshold'],
    payload: [
      'segmentName',
      'segmentDisplayName',
      'thresholdId',
      'threshold',
      'previousValue',
      'currentValue',
      'direction',
      'evaluatedAt',
    ],
  },
  'measure-threshold-crossed': {
    operationId: 'WhenMeasureThresholdIsCrossed',
    parameters: ['measureName', 'threshold'],
    payload: [
      'measureName',
      'measureDisplayName',
      'thresholdId',
      'threshold',
      'previousValue',
      'currentValue',
      'direction',
      'evaluatedAt',
    ],
  },
  'full-refresh-completed': {
    operationId: 'WhenFullRefreshIsCompleted',
    parameters: ['submissionKind', 'status'],
    payload: ['status', 'submissionKind', 'startedAt', 'endedAt', 'tasksTotal', 'tasksFailed', 'tasksSkipped'],
  },
  'unification-refresh-completed': {
    operationId: 'WhenUnificationRefreshIsCompleted',
    parameters: ['status'],
    payload: ['status', 'submissionKind', 'startedAt', 'endedAt', 'profiles', 'sourceRecords'],
  },
} as const satisfies Record<
  string,
  { operationId: string; parameters: readonly Parameter[]; payload: readonly Field[] }
>

export type Trigger = keyof typeof TRIGGERS
export const triggerNames = Object.keys(TRIGGERS) as Trigger[]
export const isTrigger = (name: string): name is Trigger => Object.hasOwn(TRIGGERS, name)

export type Parameter =
  | 'dataSourceId'
  | 'onlyOnStateChange'
  | 'segmentName'
  | 'measureName'
  | 'threshold'
  | 'submissionKind'
  | 'status'

/** Fields of a callback beside those that every callback has. */
export type Field = keyof typeof FIELDS

/** Type, meaning and an example of every field that a callback may carry (contract §4). */
export const FIELDS = {
  dataSourceId: {
    type: 'uuid',
    description: 'Id of the data source.',
    example: '3f0c2d1e-8a53-4c5e-9d0a-0c8f2b6a7d11',
  },
  dataSourceName: { type: 'string', description: 'Name of the data source.', example: 'CRM contacts' },
  status: {
    type: 'string',
    description: 'How it ended: successful, failed, timedOut, aborted or skipped.',
    example: 'successful',
  },
  startedAt: { type: 'date-time', description: 'When it started, in UTC.', example: '2026-11-23T08:00:00.000Z' },
  endedAt: { type: 'date-time', description: 'When it ended, in UTC.', example: '2026-11-23T08:00:04.200Z' },
  rows: { type: 'integer', required: false, description: 'Rows that the data source now has.', example: 5000 },
  errorMessage: {
    type: 'string',
    required: false,
    description: 'What went wrong and where.',
    example: 'crm.csv, line 17, column "age": "twelve" is not an integer.',
  },
  submissionKind: {
    type: 'string',
    description: 'Who asked for it: onDemand, scheduled or external.',
    example: 'scheduled',
  },
  segmentName: { type: 'string', description: 'Unique name of the segment.', example: 'NswContacts' },
  segmentDisplayName: {
    type: 'string',
    description: 'Name of the segment as people see it.',
    example: 'Contacts in NSW',
  },
  measureName: { type: 'string', description: 'Unique name of the measure.', example: 'MeanAge' },
  measureDisplayName: { type: 'string', description: 'Name of the measure as people see it.', example: 'Mean age' },
  thresholdId: {
    type: 'uuid',
    description: 'Id of the threshold that was crossed.',
    example: '7c1f8f5e-53d0-4a55-8a0e-3a1b9a1d2f44',
  },
  threshold: { type: 'double', description: 'The value that was crossed.', example: 1700 },
  previousValue: { type: 'double', description: 'The value before.', example: 1686 },
  currentValue: { type: 'double', description: 'The value now.', example: 1712 },
  direction: {
    type: 'string',
    description: 'On which side of the threshold the value now is: above or below.',
    example: 'above',
  },
  evaluatedAt: {
    type: 'date-time',
    description: 'When the value was computed, in UTC.',
    example: '2026-11-23T08:00:04.100Z',
  },
  tasksTotal: { type: 'integer', description: 'Tasks of the refresh.', example: 8 },
  tasksFailed: { type: 'integer', description: 'Tasks that failed.', example: 0 },
  tasksSkipped: { type: 'integer', description: 'Tasks that were skipped.', example: 0 },
  profiles: { type: 'integer', required: false, description: 'Unified customer profiles.', example: 5012 },
  sourceRecords: {
    type: 'integer',
    required: false,
    description: 'Source records that were matched and merged.',
    example: 10000,
  },
} as const satisfies Record<string, FieldDefinition>

/** A field is present in every callback of its triggers unless `required` is false; then it is left out, never null. */
export type FieldDefinition = {
  type: FieldType
  required?: boolean
  description: string
  example: string | number | boolean
}
export type FieldType = 'string' | 'uuid' | 'date-time' | 'integer' | 'double' | 'boolean'

/** Fields of every trigger's callbacks. */
export const COMMON_FIELDS = {
  id: {
    type: 'uuid',
    description: 'Id of the event: the same for every subscriber and over repeated deliveries.',
    example: '0193a1b2-7c3d-7e4f-8a5b-6c7d8e9f0a1b',
  },
  eventType: {
    type: 'string',
    description: 'Name of the trigger.',
    example: 'segment-threshold-crossed',
  },
  occurredAt: {
    type: 'date-time',
    description: 'When it happened, in UTC.',
    example: '2026-11-23T08:00:04.123Z',
  },
  instanceId: {
    type: 'uuid',
    description: 'Id of the environment.',
    example: '5d8f4c3b-2a19-4e08-b7f6-1c2d3e4f5a6b',
  },
  instanceName: { type: 'string', description: 'Name of the environment.', example: 'Contoso Coffee' },
  jobId: {
    type: 'uuid',
    required: false,
    description: 'Id of the refresh that it was part of.',
    example: '0193a1b2-6b2c-7d3e-9f4a-5b6c7d8e9f0a',
  },
  isTest: {
    type: 'boolean',
    required: false,
    description: 'True for a test event, left out otherwise.',
    example: true,
  },
} as const satisfies Record<string, FieldDefinition>

/** Every field of a trigger's callback by name, in the order of the contract. */
export const fieldsOf = (trigger: Trigger): Record<string, FieldDefinition> => ({
  ...COMMON_FIELDS,
  ...Object.fromEntries(TRIGGERS[trigger].payload.map(name => [name, FIELDS[name]])),
})
