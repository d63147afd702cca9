import type { CatchUp } from '#lib/subscriptions/catch-up.ts'

/** Where the views of export destinations and of Power Automate read: keys on the server and in the browser. */
export const pathsOf = (api: string) => ({
  destinations: `${api}/manage/destinations`,
  destination: (id: string) => `${api}/manage/destinations/${id}`,
  keys: `${api}/manage/keys`,
  hooks: `${api}/manage/hooks`,
  /** Every subscription, as far as one page goes: for counting who listens to what. */
  allHooks: `${api}/manage/hooks?$top=1000`,
  filteredHooks: ({ trigger, status, cannotFire }: Filter) =>
    `${api}/manage/hooks?${listQuery({ trigger, status, cannotFire })}`,
  hook: (id: string) => `${api}/manage/hooks/${id}`,
  goneHooks: `${api}/manage/hooks?status=gone`,
  kept: (hookId: string, choice: CatchUp = { catchUp: 'all' }) =>
    `${api}/manage/hooks/${hookId}/kept?${new URLSearchParams({
      catchUp: choice.catchUp,
      ...(choice.maxAgeHours && { maxAgeHours: String(choice.maxAgeHours) }),
    })}`,
  members: `${api}/manage/members`,
  simulatedFlows: `${api}/manage/simulatedFlows`,
  simulatedFlow: (id: string) => `${api}/manage/simulatedFlows/${id}`,
  thresholds: `${api}/manage/thresholds`,
  threshold: (id: string) => `${api}/manage/thresholds/${id}`,
  segments: `${api}/manage/segments`,
  measures: `${api}/manage/measures`,
  summary: `${api}/manage/deliveries/summary`,
  allDeliveries: `${api}/manage/deliveries`,
  deliveries: ({ status, type, hookId, eventId, from, to }: Filter) =>
    `${api}/manage/deliveries?${listQuery({ status, type, hookId, eventId, from, to })}`,
  delivery: (id: string) => `${api}/manage/deliveries/${id}`,
  replays: `${api}/manage/deliveries/replays`,
  recentReplays: `${api}/manage/deliveries/replays?$top=20`,
  replay: (id: string) => `${api}/manage/deliveries/replays/${id}`,
})

/** Of a list; members without a value do not filter. */
type Filter = Record<string, string | null | undefined>

export const LIST_TOP = 50

function listQuery(filter: Filter): URLSearchParams {
  const query = new URLSearchParams({ $top: String(LIST_TOP) })
  for (const [name, value] of Object.entries(filter)) if (value) query.set(name, value)
  return query
}

/** The console's own pages about the destination. */
export const POWER_AUTOMATE = '/admin/export-destinations/power-automate'
export const PAGES = {
  overview: POWER_AUTOMATE,
  thresholds: `${POWER_AUTOMATE}/thresholds`,
  subscriptions: `${POWER_AUTOMATE}/subscriptions`,
  deliveries: `${POWER_AUTOMATE}/deliveries`,
}
export const DESTINATIONS = '/admin/export-destinations'
