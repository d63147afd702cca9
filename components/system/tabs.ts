/** The tabs of Admin > System in their order, each a page of its own. A tab's title is the text of its name. */
export const SYSTEM_TABS = {
  status: '/admin/system',
  schedule: '/admin/system/schedule',
  about: '/admin/system/about',
  general: '/admin/system/general',
} as const

export type SystemTab = keyof typeof SYSTEM_TABS
