/** Days of history that a list reads, for its change in a week, and that details draw. */
const LIST_DAYS = 30
export const DETAIL_DAYS = 90

/** Rows of an entity that its pane shows. */
const FIRST_ITEMS = 20

/** Jobs that the System page shows at first, and again with each *Load more*. */
export const JOBS_TOP = 10

const history = (days: number) => ({ includeHistoricStats: 'true' as const, historicStatsDays: days })

/** What lists and details of segments and measures ask for: on the server of the verbs, in the browser of the API. */
export const LIST_HISTORY = history(LIST_DAYS)
export const DETAIL_HISTORY = history(DETAIL_DAYS)

const query = (given: typeof LIST_HISTORY) =>
  new URLSearchParams({ ...given, historicStatsDays: String(given.historicStatsDays) })

/** Where the views read: the keys of what the server hands them and of what the browser reads again. */
export const pathsOf = (api: string) => ({
  dataSources: `${api}/manage/datasources`,
  dataSource: (id: string) => `${api}/manage/datasources/${id}`,
  dataSourceFile: (id: string) => `${api}/manage/datasources/${id}/file`,
  preview: `${api}/manage/datasources/preview`,
  connections: `${api}/manage/connections`,
  refreshes: (id: string) => `${api}/manage/datasources/${id}/refreshes`,
  entities: `${api}/manage/entities`,
  entity: (name: string) => `${api}/manage/entities/${encodeURIComponent(name)}`,
  firstItems: (name: string) => `${api}/data/${encodeURIComponent(name)}?$top=${FIRST_ITEMS}`,
  unification: `${api}/manage/unification`,
  unificationProposal: `${api}/manage/unification/proposal`,
  weakestLinks: `${api}/data/CustomerLink?${new URLSearchParams({ $filter: 'Score ge 0', $orderby: 'Score', $top: String(FIRST_ITEMS) })}`,
  linksOf: (customerId: string) =>
    `${api}/data/CustomerLink?${new URLSearchParams({ $filter: `CustomerId eq '${customerId.replaceAll("'", "''")}'` })}`,
  item: (entity: string, key: string) => `${api}/data/${encodeURIComponent(entity)}/${encodeURIComponent(key)}`,
  segments: `${api}/manage/segments?${query(LIST_HISTORY)}`,
  segmentList: `${api}/manage/segments`,
  segment: (name: string) => `${api}/manage/segments/${encodeURIComponent(name)}`,
  segmentHistory: (name: string) => `${api}/manage/segments/${encodeURIComponent(name)}?${query(DETAIL_HISTORY)}`,
  measures: `${api}/manage/measures?${query(LIST_HISTORY)}`,
  measureList: `${api}/manage/measures`,
  measure: (name: string) => `${api}/manage/measures/${encodeURIComponent(name)}`,
  measureHistory: (name: string) => `${api}/manage/measures/${encodeURIComponent(name)}?${query(DETAIL_HISTORY)}`,
  thresholds: `${api}/manage/thresholds`,
  /** For counting what a removal takes along. */
  hooks: `${api}/manage/hooks?$top=1000`,
  status: `${api}/workflows/main/status`,
  jobs: `${api}/workflows/main/jobs?$top=${JOBS_TOP}`,
  job: (id: string) => `${api}/workflows/main/jobs/${id}`,
  runs: ({ operationType, identifier }: { operationType: string; identifier: string }) =>
    `${api}/workflows/main/history?${new URLSearchParams({ operationType, identifier })}`,
  schedules: `${api}/workflows/main/schedules`,
  schedule: (id: string) => `${api}/workflows/main/schedules/${id}`,
  /** Where everything that a write may change is read from. */
  all: [`${api}/manage`, `${api}/workflows`],
})
