/** The tabs of Data > Unify. */
export const UNIFY_TABS = { map: '/data/unify', match: '/data/unify/match', merge: '/data/unify/merge' } as const
export type UnifyTab = keyof typeof UNIFY_TABS
