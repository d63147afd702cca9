import { z } from 'zod'

export const NoticeFilter = {
  /** `?unread` and `?unread=true`: only those that the caller has not read. */
  unread: z
    .enum(['', 'true', 'false'])
    .transform(value => value !== 'false')
    .optional(),
}

export const ReadNotices = z.union([
  z.object({ ids: z.array(z.uuid()).min(1).max(1000) }),
  z.object({ all: z.literal(true) }),
])
