import type { home as english } from '#lib/i18n/en/home.ts'
import type { Translation } from '#lib/i18n/translation.ts'

export const home: Translation<typeof english> = {
  title: 'Start',
  morning: 'Goedemorgen, {name}',
  afternoon: 'Goedemiddag, {name}',
  evening: 'Goedenavond, {name}',
  customers: '{count, plural, one {unieke klant} other {unieke klanten}}',
  recentSegments: 'Recente segmenten',
  allSegments: 'Alle segmenten weergeven',
  noSegments: 'Er is nog geen segment.',
  noChange: 'Geen wijziging in de laatste 7 dagen',
  change: '{by} in de laatste 7 dagen',
  recentMeasures: 'Recente zakelijke meetcriteria',
  allMeasures: 'Alle meetcriteria weergeven',
  noMeasures: 'Er is nog geen zakelijk meetcriterium.',
  lastUpdated: 'Laatst bijgewerkt <time></time>',
  notEvaluated: 'Nog niet berekend',
  attention: 'Vraagt aandacht',
  nothing: 'Niets vraagt uw aandacht.',
  failedRefreshes: '{count, plural, one {Een vernieuwing is mislukt.} other {# vernieuwingen zijn mislukt.}}',
  seeStatus: 'Status bekijken',
  latestDeliveries: 'Laatste leveringen',
  allDeliveries: 'Alle leveringen weergeven',
  noDeliveries: 'Er is nog niets geleverd.',
}
