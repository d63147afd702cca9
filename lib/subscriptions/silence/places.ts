import type { Place } from '#lib/subscriptions/silence/reasons.ts'

/** What a subscription is and listens to, as far as it leads somewhere. */
export type Whereabouts = { id: string; dataSourceId?: string; segmentName?: string; measureName?: string }

const POWER_AUTOMATE = '/admin/export-destinations/power-automate'

/** The console's page on which something is mended: path and query. */
export function placeOf(place: Place, about: Whereabouts): string {
  switch (place) {
    case 'object':
      return objectOf(about)
    case 'dataSource':
    case 'dataSources':
      return '/data/data-sources'
    case 'thresholds':
      return `${POWER_AUTOMATE}/thresholds`
    case 'schedule':
      return '/admin/system/schedule'
    case 'status':
      return '/admin/system'
    case 'unify':
      return '/data/unify'
    case 'hosts':
      return '/admin/permissions'
    case 'subscription':
      return `${POWER_AUTOMATE}/subscriptions?subscription=${about.id}`
  }
}

function objectOf({ dataSourceId, segmentName, measureName }: Whereabouts): string {
  if (segmentName !== undefined) return `/segments?segment=${encodeURIComponent(segmentName)}`
  if (measureName !== undefined) return `/measures?measure=${encodeURIComponent(measureName)}`
  if (dataSourceId !== undefined) return `/data/data-sources?source=${dataSourceId}`
  return '/admin/system'
}
