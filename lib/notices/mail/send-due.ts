import { config } from '#lib/config.ts'
import { database } from '#lib/database/client.ts'
import { log } from '#lib/log.ts'
import { MailRefused, sendMail } from '#lib/mail/send.ts'
import { MOST, noticeLetter, type Told } from '#lib/notices/mail/letter.ts'
import { type Claimed, claim, done, giveUp } from '#lib/notices/mail/outbox.ts'
import { noticeViews, withSubscription } from '#lib/notices/view.ts'
import type { Person } from '#prisma/generated/client.ts'

/**
 * Sends what is due, person by person. Where the mail server cannot be reached, the rest waits for the next time. A
 * process that dies between sending and noting it has an e-mail sent once more, and loses none.
 */
export async function sendDueNotices(stop: AbortSignal) {
  if (!config().mail) return
  const given = await giveUp()
  if (given > 0) log.warn({ count: given }, 'gave up e-mails about notices that could not be sent for a day')
  while (!stop.aborted) {
    const claimed = await claim()
    if (!claimed) return
    try {
      await send(claimed)
    } catch (error) {
      log.warn({ error: (error as Error).message }, 'could not send an e-mail about notices; it is tried again')
      if (!(error instanceof MailRefused)) return
    }
  }
}

async function send(claimed: Claimed) {
  const person = await database().person.findUnique({ where: { id: claimed.personId } })
  const told = person && (await toldTo(person, claimed))
  if (!told || told.count === 0) return done(claimed)
  await sendMail(noticeLetter(person, told, config().appUrl))
  return done(claimed, new Date())
}

/** Of environments that the person still has access to: the newest, as many as a letter shows, and how many there are. */
async function toldTo(person: Person, { personId, lease }: Claimed): Promise<Told> {
  if (person.disabledAt) return { newest: [], count: 0 }
  const environments = await database().instance.findMany({
    where: person.isDeploymentAdministrator ? {} : { memberships: { some: { personId } } },
    select: { id: true, name: true },
  })
  const byId = new Map(environments.map(environment => [environment.id, environment]))
  const where = { instanceId: { in: [...byId.keys()] }, recipients: { some: { personId, mailAt: lease } } }
  const rows = await database().notice.findMany({
    where,
    include: withSubscription,
    orderBy: [{ at: 'desc' }, { id: 'desc' }],
    take: MOST,
  })
  const views = await noticeViews(database(), rows)
  const environmentOf = new Map(rows.map(({ id, instanceId }) => [id, byId.get(instanceId)]))
  return {
    newest: views.flatMap(view => {
      const environment = environmentOf.get(view.id)
      return environment ? [{ ...view, environment }] : []
    }),
    count: await database().notice.count({ where }),
  }
}
