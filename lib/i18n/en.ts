import { account } from '#lib/i18n/en/account.ts'
import { callbackHosts } from '#lib/i18n/en/callback-hosts.ts'
import { common } from '#lib/i18n/en/common.ts'
import { dataSources } from '#lib/i18n/en/data-sources.ts'
import { destinations } from '#lib/i18n/en/destinations.ts'
import { entities } from '#lib/i18n/en/entities.ts'
import { frame } from '#lib/i18n/en/frame.ts'
import { help } from '#lib/i18n/en/help.ts'
import { home } from '#lib/i18n/en/home.ts'
import { insights } from '#lib/i18n/en/insights.ts'
import { measures } from '#lib/i18n/en/measures.ts'
import { notices } from '#lib/i18n/en/notices.ts'
import { permissions } from '#lib/i18n/en/permissions.ts'
import { powerAutomate } from '#lib/i18n/en/power-automate.ts'
import { replays } from '#lib/i18n/en/replays.ts'
import { rules } from '#lib/i18n/en/rules.ts'
import { schedule } from '#lib/i18n/en/schedule.ts'
import { segments } from '#lib/i18n/en/segments.ts'
import { silence } from '#lib/i18n/en/silence.ts'
import { simulator } from '#lib/i18n/en/simulator.ts'
import { subscriptionCare } from '#lib/i18n/en/subscription-care.ts'
import { system } from '#lib/i18n/en/system.ts'
import { unify } from '#lib/i18n/en/unify.ts'

export const en = {
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
