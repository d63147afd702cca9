'use client'

import { send } from '#components/api.ts'
import { useNoticePaths } from '#components/notices/use-notice-paths.ts'
import { useWrite } from '#components/use-write.ts'

/** Marks notices as read. */
export function useReadNotices() {
  const { write, pending } = useWrite('toast')
  const paths = useNoticePaths()
  return {
    pending,
    read: (which: { ids: string[] } | { all: true }) =>
      write(() => send('POST', paths.read, which), { changes: [paths.all] }),
  }
}
