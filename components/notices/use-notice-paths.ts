'use client'

import { useAccess } from '#components/access.tsx'

const LIST_TOP = 30

/** Where notices are read from and written to. */
export function useNoticePaths() {
  const all = `${useAccess().api}/manage/notices`
  return { all, list: `${all}?$top=${LIST_TOP}`, summary: `${all}/summary`, read: `${all}/read` }
}
