import type { Parameter, Trigger } from '#lib/triggers/catalogue.ts'

/**
 * What a flow maker reads about a trigger: `summary` "When a …", `description` "This operation triggers when …", `hint`
 * how to make it happen. The form is that of the connector certification rules.
 */
export const TRIGGER_TEXTS: Record<Trigger, { summary: string; description: string; hint: string }> = {
  'data-source-refresh-failed': {
    summary: 'When a data source refresh fails',
    description:
      'This operation triggers when the refresh of a data source fails or times out. A refresh that somebody cancelled does not count.',
    hint: 'To see it work now, refresh a data source whose file is missing.',
  },
  'data-source-refresh-succeeded': {
    summary: 'When a data source refresh succeeds',
    description: 'This operation triggers when the refresh of a data source succeeds.',
    hint: 'To see it work now, refresh a data source.',
  },
  'segment-threshold-crossed': {
    summary: 'When a segment threshold is crossed',
    description:
      'This operation triggers when the number of members of a segment rises above a threshold. Reaching exactly the threshold does not count.',
    hint: 'To see it work now, choose a threshold a little larger than the current number of members, add members to the segment and refresh it.',
  },
  'measure-threshold-crossed': {
    summary: 'When a measure threshold is crossed',
    description:
      'This operation triggers when a business measure without dimensions rises above a threshold. Reaching exactly the threshold does not count.',
    hint: 'To see it work now, choose a threshold a little larger than the current value, change the data so that the measure grows and refresh it.',
  },
  'full-refresh-completed': {
    summary: 'When a full refresh is completed',
    description:
      'This operation triggers when a full refresh of data sources, measures and segments has ended, whether it succeeded or not.',
    hint: 'To see it work now, start a full refresh.',
  },
  'unification-refresh-completed': {
    summary: 'When a unification refresh is completed',
    description: 'This operation triggers when map, match and merge have ended, whether they succeeded or not.',
    hint: 'To see it work now, start a refresh of the unification process.',
  },
}

export const PARAMETER_TEXTS: Record<Parameter, { title: string; description: string }> = {
  dataSourceId: {
    title: 'Data Source',
    description: 'The data source to listen to. Leave it empty for every data source of the environment.',
  },
  onlyOnStateChange: {
    title: 'Only on State Change',
    description:
      'Choose yes to hear only of the first failure after a success, or of the first success after a failure.',
  },
  segmentName: { title: 'Segment', description: 'The segment whose members are counted.' },
  measureName: { title: 'Measure', description: 'The business measure that is watched.' },
  threshold: {
    title: 'Threshold',
    description: 'The number to rise above. Leave it empty to hear every threshold that is set on the object.',
  },
  submissionKind: {
    title: 'Submission Kind',
    description: 'Hear only of refreshes that were started this way. Leave it empty for all of them.',
  },
  status: {
    title: 'Outcome',
    description: 'Hear only of refreshes that ended this way. Leave it empty for all of them.',
  },
}

/** A name in camelCase as a title: `dataSourceName` is "Data Source Name". */
export const titleOf = (name: string) => name.replace(/([A-Z])/g, ' $1').replace(/^./, first => first.toUpperCase())
