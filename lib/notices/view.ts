import type { Transaction } from '#lib/database/client.ts'
import { silenceSentence } from '#lib/subscriptions/silence/describe.ts'
import { reasonSentence } from '#lib/subscriptions/status-reason.ts'
import { type HookView, hookViews } from '#lib/subscriptions/view.ts'
import type { Prisma } from '#prisma/generated/client.ts'

/** Something that somebody should know of: trouble that came by itself, or its end. */
export type NoticeView = {
  id: string
  kind: 'failing' | 'paused' | 'gone' | 'silent' | 'recovered' | 'firesAgain'
  at: string
  /** Of trouble that came and went in quick succession: how often. */
  times: number
  /** When the trouble ended; absent while it lasts. */
  endedAt?: string
  /** Why, in a sentence; of a recovery, what it was that is over. */
  reason?: string
  reasonCode?: string
  /** What it is about, as it is now. */
  about: { type: 'hook'; hook: HookView; isRemoved: boolean }
  /** Whether the caller has read it; absent for keys, which read nothing. */
  isRead?: boolean
}

export const withSubscription = { subscription: true } satisfies Prisma.NoticeInclude
type Row = Prisma.NoticeGetPayload<{ include: typeof withSubscription }>

/** Shows notices; whether they are read is the caller's to add. */
export async function noticeViews(tx: Transaction, rows: Row[]): Promise<NoticeView[]> {
  const hooks = await hookViews(
    tx,
    rows.map(({ subscription }) => subscription),
  )
  return rows.flatMap((row, index) => {
    const hook = hooks[index]
    return hook ? [noticeView(row, hook)] : []
  })
}

const noticeView = (row: Row, hook: HookView): NoticeView => ({
  id: row.id,
  kind: row.kind,
  at: row.at.toISOString(),
  times: row.times,
  endedAt: row.endedAt?.toISOString(),
  reason: row.kind === 'silent' ? silenceSentence(row.reason) : reasonSentence(row.reason),
  reasonCode: row.reason ?? undefined,
  about: { type: 'hook', hook, isRemoved: row.subscription.removedAt !== null },
})
