import { account } from '#lib/i18n/nl/account.ts'
import { callbackHosts } from '#lib/i18n/nl/callback-hosts.ts'
import { common } from '#lib/i18n/nl/common.ts'
import { dataSources } from '#lib/i18n/nl/data-sources.ts'
import { destinations } from '#lib/i18n/nl/destinations.ts'
import { entities } from '#lib/i18n/nl/entities.ts'
import { frame } from '#lib/i18n/nl/frame.ts'
import { help } from '#lib/i18n/nl/help.ts'
import { home } from '#lib/i18n/nl/home.ts'
import { insights } from '#lib/i18n/nl/insights.ts'
import { measures } from '#lib/i18n/nl/measures.ts'
import { notices } from '#lib/i18n/nl/notices.ts'
import { permissions } from '#lib/i18n/nl/permissions.ts'
import { powerAutomate } from '#lib/i18n/nl/power-automate.ts'
import { replays } from '#lib/i18n/nl/replays.ts'
import { rules } from '#lib/i18n/nl/rules.ts'
import { schedule } from '#lib/i18n/nl/schedule.ts'
import { segments } from '#lib/i18n/nl/segments.ts'
import { silence } from '#lib/i18n/nl/silence.ts'
import { simulator } from '#lib/i18n/nl/simulator.ts'
import { subscriptionCare } from '#lib/i18n/nl/subscription-care.ts'
import { system } from '#lib/i18n/nl/system.ts'
import { unify } from '#lib/i18n/nl/unify.ts'

export const nl = {
  account,
  callbackHosts,
  common,
  dataSources,
  destinations,
  entities,
  frame,
  help,
  home,
  insights,
  measures,
  notices,
  permissions,
  powerAutomate,
  replays,
  rules,
  schedule,
  segments,
  silence,
  simulator,
  subscriptionCare,
  system,
  unify,
}
