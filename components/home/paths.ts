import { pathsOf as insightPaths } from '#components/insights/paths.ts'
import { pathsOf as powerAutomatePaths } from '#components/power-automate/paths.ts'

/** Deliveries that the page shows. */
export const LATEST = 5
/** Segments and measures that it shows of each: those that were evaluated last. */
export const RECENT = 4

export function homePathsOf(api: string) {
  const { segments, measures, dataSources, entities, status } = insightPaths(api)
  const { allHooks, summary, destinations, allDeliveries } = powerAutomatePaths(api)
  const latest = `${allDeliveries}?$top=${LATEST}`
  return { segments, measures, dataSources, entities, status, destinations, hooks: allHooks, summary, latest }
}
