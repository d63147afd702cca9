import type { StatusReason } from '#lib/subscriptions/status-reason.ts'

/** `cannotFire`: not as things are. `notNow`: it will by itself, once its value or time has come. */
export type Severity = 'cannotFire' | 'notNow'

/** Where it is mended. */
export type Place =
  | 'object'
  | 'dataSource'
  | 'dataSources'
  | 'thresholds'
  | 'schedule'
  | 'status'
  | 'unify'
  | 'hosts'
  | 'subscription'

export type Reason = {
  severity: Severity
  place: Place
  /**
   * Holds where the subscription cannot fire: an SQL condition over the relations of find.ts. Null counts as no.
   * A reason without one is a status of the subscription itself.
   */
  when?: string
  /** Told by the callback that brought it about; the function told_silence knows these too. */
  isTold?: 'byCallback'
}

const DAYS_UNREFRESHED = 2

/**
 * Every reason for which a subscription cannot fire (design §6.1), the most fundamental first: this list is what is looked
 * for, shown and told. Texts and remedies are in lib/i18n/<locale>/silence.ts.
 */
export const REASONS = {
  objectGone: { severity: 'cannotFire', place: 'subscription', when: 'l.object_id is not null and o.kind is null' },
  objectInactive: { severity: 'cannotFire', place: 'object', when: 'o.is_inactive' },
  measureHasDimensions: { severity: 'cannotFire', place: 'object', when: 'o.has_dimensions' },
  noDataSource: {
    severity: 'cannotFire',
    place: 'dataSources',
    when: "l.kind = 'dataSource' and l.object_id is null and o.kind is null",
  },
  unificationNotSetUp: {
    severity: 'cannotFire',
    place: 'unify',
    when: "l.kind = 'unification' and not o.is_set_up and o.refreshed_at is null",
  },
  thresholdGone: {
    severity: 'cannotFire',
    place: 'subscription',
    when: 'l.threshold_id is not null and o.kind is not null and t.count = 0',
  },
  noThreshold: {
    severity: 'cannotFire',
    place: 'thresholds',
    when: 'l.threshold_id is null and l.is_measured and o.kind is not null and t.count = 0',
  },
  thresholdUnreachable: { severity: 'cannotFire', place: 'thresholds', when: 't.is_unreachable' },
  thresholdStaysExceeded: { severity: 'cannotFire', place: 'thresholds', when: 't.stays_exceeded' },
  statusNeverComes: { severity: 'cannotFire', place: 'subscription', when: 'l.status_never_comes' },
  notScheduled: {
    severity: 'cannotFire',
    place: 'schedule',
    when: "l.submission_kind = 'scheduled' and o.kind is not null and not o.is_scheduled",
  },
  neverReported: {
    severity: 'cannotFire',
    place: 'object',
    when: "o.is_external and o.refreshed_at is null or l.submission_kind = 'external' and not o.is_reported",
  },
  entityGone: {
    severity: 'cannotFire',
    place: 'object',
    when: 'o.entity_name is not null and not o.is_external and e.id is null',
  },
  ruleBroken: {
    severity: 'cannotFire',
    place: 'object',
    when: 'o.id = any($3) and (o.entity_name is null or e.id is not null)',
  },
  evaluationFailed: { severity: 'cannotFire', place: 'object', when: 'o.is_failed' },
  sourceInactive: { severity: 'cannotFire', place: 'dataSource', when: 'not src.is_active' },
  sourceFailed: { severity: 'cannotFire', place: 'dataSource', when: "src.last_outcome = 'updateFailed'" },
  valueFromFuture: {
    severity: 'cannotFire',
    place: 'object',
    when: "l.is_measured and o.refreshed_at > now() + interval '1 minute'",
  },
  neverRefreshed: {
    severity: 'cannotFire',
    place: 'object',
    when: 'o.refreshed_at is null and not o.is_external and not o.is_inactive and o.is_set_up',
  },
  notRefreshed: {
    severity: 'cannotFire',
    place: 'schedule',
    when: `not o.is_external and not o.is_inactive and not o.is_scheduled
      and o.refreshed_at < now() - greatest(3 * o.longest, interval '${DAYS_UNREFRESHED} days')`,
  },
  stale: {
    severity: 'cannotFire',
    place: 'object',
    when: `not o.is_inactive and (
      o.is_external and o.refreshed_at < now() - greatest(3 * o.longest, interval '1 hour')
      or not o.is_external and o.is_overdue
      or not o.is_external and not o.is_failed and not o.is_empty and o.refreshed_at < o.ran_at
        and src.last_outcome is distinct from 'updateFailed')`,
  },
  hasNoValue: { severity: 'notNow', place: 'object', when: 'o.is_empty' },
  thresholdExceeded: { severity: 'notNow', place: 'thresholds', when: 't.all_exceeded and not t.has_crossed' },
  waitsToFallBack: {
    severity: 'notNow',
    place: 'thresholds',
    when: 't.all_exceeded and t.has_crossed',
    isTold: 'byCallback',
  },
  coolingDown: { severity: 'notNow', place: 'thresholds', when: 't.all_cooling', isTold: 'byCallback' },
  failsAlready: {
    severity: 'notNow',
    place: 'dataSources',
    when: `l.trigger = 'data-source-refresh-failed' and l.only_on_state_change and o.is_failing and not l.has_fired`,
  },
  hostNotAllowed: { severity: 'cannotFire', place: 'hosts', when: 'l.callback_host = any($2)' },
  noWorker: {
    severity: 'cannotFire',
    place: 'status',
    when: 'not exists (select from worker where expires_at > now())',
  },
  ownerGone: { severity: 'cannotFire', place: 'subscription' },
  flowGone: { severity: 'cannotFire', place: 'subscription' },
  orphaned: { severity: 'cannotFire', place: 'subscription' },
  pausedByPerson: { severity: 'cannotFire', place: 'subscription' },
  autoPaused: { severity: 'cannotFire', place: 'subscription' },
  flowOff: { severity: 'cannotFire', place: 'subscription' },
  notAuthorised: { severity: 'cannotFire', place: 'subscription' },
  hostRefused: { severity: 'cannotFire', place: 'hosts' },
  circuitOpen: { severity: 'cannotFire', place: 'subscription' },
} as const satisfies Record<string, Reason>

export type ReasonCode = keyof typeof REASONS
export const REASON_CODES = Object.keys(REASONS) as ReasonCode[]
export const isReason = (code: string): code is ReasonCode => Object.hasOwn(REASONS, code)

/** Of the status of a subscription: those that pass within seconds, or by which nothing is kept back. */
export const PASSING = ['catchingUp', 'receiverFailing'] as const satisfies StatusReason[]
