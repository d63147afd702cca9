import { changed } from '#lib/changes/notify.ts'
import { database, transaction } from '#lib/database/client.ts'
import { Forbidden } from '#lib/errors.ts'
import type { Access } from '#lib/instances/actor.ts'
import { permit } from '#lib/instances/permissions.ts'
import { type NoticeView, noticeViews, withSubscription } from '#lib/notices/view.ts'

type Filter = { unread?: boolean; after?: { at: string; id: string }; limit: number }

/**
 * Newest first, at most `limit`: what the person was told in this environment. A key is told nothing, so it sees all that
 * anybody was told.
 */
export async function listNotices(access: Access, { unread, after, limit }: Filter): Promise<NoticeView[]> {
  permit(access, 'notices.read')
  const mine = recipientOf(access)
  const rows = await database().notice.findMany({
    where: {
      instanceId: access.instance.id,
      ...(mine && { recipients: { some: { ...mine, ...(unread && { readAt: null }) } } }),
      ...(after && { OR: [{ at: { lt: after.at } }, { at: after.at, id: { lt: after.id } }] }),
    },
    include: { ...withSubscription, recipients: { where: mine ?? { personId: NOBODY } } },
    orderBy: [{ at: 'desc' }, { id: 'desc' }],
    take: limit,
  })
  const views = await noticeViews(database(), rows)
  const read = new Map(rows.map(({ id, recipients }) => [id, recipients[0]?.readAt]))
  return mine ? views.map(view => ({ ...view, isRead: read.get(view.id) instanceof Date })) : views
}

/** How many the person has not read; a key has none to read. */
export async function countUnread(access: Access): Promise<number> {
  permit(access, 'notices.read')
  const mine = recipientOf(access)
  if (!mine) return 0
  return database().noticeRecipient.count({
    where: { ...mine, readAt: null, notice: { instanceId: access.instance.id } },
  })
}

/** Marks some or all as read by the person; others' and unknown ids change nothing. @throws Forbidden for keys */
export async function markRead(access: Access, which: { ids: string[] } | { all: true }) {
  permit(access, 'notices.read')
  const mine = recipientOf(access)
  if (!mine) throw new Forbidden('A key reads no notices; sign in as a person.')
  await transaction(async tx => {
    const { count } = await tx.noticeRecipient.updateMany({
      where: {
        ...mine,
        readAt: null,
        notice: { instanceId: access.instance.id, ...('ids' in which && { id: { in: which.ids } }) },
      },
      data: { readAt: new Date() },
    })
    if (count > 0) await changed(tx, access.instance.id, 'notices')
  })
}

// Prisma leaves an undefined filter out, which would find everybody's.
const NOBODY = '00000000-0000-0000-0000-000000000000'

const recipientOf = ({ actor }: Access) => (actor.type === 'person' ? { personId: actor.id } : undefined)
