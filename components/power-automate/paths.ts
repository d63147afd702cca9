/** Where the views of export destinations and of Power Automate read: keys on the server and in the browser. */
export const pathsOf = (api: string) => ({
  destinations: `${api}/manage/destinations`,
  destination: (id: string) => `${api}/manage/destinations/${id}`,
  keys: `${api}/manage/keys`,
  hooks: `${api}/manage/hooks`,
  /** Every subscription, as far as one page goes: for counting who listens to what. */
  allHooks: `${api}/manage/hooks?$top=1000`,
  hook: (id: string) => `${api}/manage/hooks/${id}`,
  thresholds: `${api}/manage/thresholds`,
  threshold: (id: string) => `${api}/manage/thresholds/${id}`,
  segments: `${api}/manage/segments`,
  measures: `${api}/manage/measures`,
  summary: `${api}/manage/deliveries/summary`,
  allDeliveries: `${api}/manage/deliveries`,
  deliveries: (filter: { status?: string; type?: string; hookId?: string }) => {
    const query = new URLSearchParams({ $top: '50' })
    for (const [name, value] of Object.entries(filter)) if (value) query.set(name, value)
    return `${api}/manage/deliveries?${query}`
  },
  delivery: (id: string) => `${api}/manage/deliveries/${id}`,
})

/** The console's own pages about the destination. */
export const POWER_AUTOMATE = '/admin/export-destinations/power-automate'
export const PAGES = {
  overview: POWER_AUTOMATE,
  thresholds: `${POWER_AUTOMATE}/thresholds`,
  subscriptions: `${POWER_AUTOMATE}/subscriptions`,
  deliveries: `${POWER_AUTOMATE}/deliveries`,
}
export const DESTINATIONS = '/admin/export-destinations'
