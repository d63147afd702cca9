/** The cookie that keeps whether the navigation is `open` or `closed`. */
export const NAVIGATION_COOKIE = 'navigation'
