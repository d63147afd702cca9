import { database } from '#lib/database/client.ts'
import { type Access, isDeploymentAdministrator } from '#lib/instances/actor.ts'
import { permit } from '#lib/instances/permissions.ts'
import type { AuditEntry } from '#prisma/generated/client.ts'

/**
 * Who changed what in the instance, the newest first, `top + 1` rows; for deployment administrators also what concerns
 * no instance, such as accounts.
 * @param before the last row of the page before.
 */
export async function listAudit(access: Access, top: number, before?: { at: string; id: string }) {
  permit(access, 'audit.read')
  const scope = isDeploymentAdministrator(access.actor)
    ? { OR: [{ instanceId: access.instance.id }, { instanceId: null }] }
    : { instanceId: access.instance.id }
  const older = before && { OR: [{ at: { lt: before.at } }, { at: before.at, id: { lt: before.id } }] }
  const rows = await database().auditEntry.findMany({
    where: { AND: [scope, older ?? {}] },
    orderBy: [{ at: 'desc' }, { id: 'desc' }],
    take: top + 1,
  })
  return rows.map(view)
}

const view = (row: AuditEntry) => ({
  auditId: row.id,
  at: row.at.toISOString(),
  actor: { type: row.actorType, id: row.actorId, name: row.actorName },
  address: row.address,
  action: row.action,
  objectType: row.objectType,
  objectId: row.objectId,
  before: row.before,
  after: row.after,
})
