import { database } from '#lib/database/client.ts'

/** What is due for one person. `lease` is the mail_at of those rows: whoever takes them later has another one. */
export type Claimed = { personId: string; lease: Date }

/**
 * Takes what is due for one person, the one who waits longest; undefined where nobody is due. It counts as sent only
 * after `done`: until then it comes due again, after five minutes at first and an hour at last. Whoever was sent an
 * e-mail is not due for ten minutes, so that what goes on happening goes together.
 */
export async function claim(): Promise<Claimed | undefined> {
  const [row] = await database().$queryRaw<{ person_id: string; mail_at: Date }[]>`
    with longest as (
      select person_id from notice_recipient r
      where mail_at <= now()
        and not exists (select from notice_recipient s where s.person_id = r.person_id and s.mailed_at > now() - interval '10 minutes')
      order by mail_at limit 1
    ), due as (
      select notice_id, person_id, mail_tries from notice_recipient
      where person_id = (select person_id from longest) and mail_at <= now()
      for update skip locked
    ), claimed as (
      update notice_recipient r
      set mail_tries = least(r.mail_tries + 1, 100),
        mail_at = now() + least(5 * 2 ^ (select max(mail_tries) from due), 60) * interval '1 minute'
      from due where r.notice_id = due.notice_id and r.person_id = due.person_id
      returning r.person_id, r.mail_at
    )
    select person_id, mail_at from claimed limit 1`
  return row && { personId: row.person_id, lease: row.mail_at }
}

/** Nothing more is to be sent of these. @param at when they were; undefined: they were not */
export const done = ({ personId, lease }: Claimed, at?: Date) =>
  database().noticeRecipient.updateMany({ where: { personId, mailAt: lease }, data: { mailAt: null, mailedAt: at } })

/** Gives up what could not be sent for a day. @returns how many */
export const giveUp = () => database().$executeRaw`
  update notice_recipient r set mail_at = null from notice n
  where r.mail_at is not null and n.id = r.notice_id and n.at < now() - interval '1 day'`
