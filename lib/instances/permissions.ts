import { Forbidden } from '#lib/errors.ts'
import { type Access, type Actor, isDeploymentAdministrator, type Role } from '#lib/instances/actor.ts'

const everyone: Role[] = ['Admin', 'Contributor', 'Viewer']
const contributors: Role[] = ['Admin', 'Contributor']
const administrators: Role[] = ['Admin']

/** Who may do what. Checks and pages read this one table. */
export const PERMISSIONS = {
  'instance.read': everyone,
  'data.read': everyone,
  'datasources.read': everyone,
  'datasources.write': contributors,
  'connections.read': contributors,
  'connections.write': administrators,
  'unification.read': everyone,
  'unification.write': contributors,
  'segments.read': everyone,
  'segments.write': contributors,
  'measures.read': everyone,
  'measures.write': contributors,
  /** A statement reads any entity as it likes, and takes time and memory. */
  'sql.write': administrators,
  'jobs.read': everyone,
  'jobs.run': contributors,
  'schedules.read': everyone,
  'schedules.write': administrators,
  'reports.write': contributors,
  'thresholds.read': everyone,
  'thresholds.write': administrators,
  'hooks.read': everyone,
  /** Subscribe, and pause, resume, test or remove one's own. */
  'hooks.write': contributors,
  /** The same with everybody's. */
  'hooks.manage': administrators,
  'deliveries.read': everyone,
  'deliveries.replay': contributors,
  /** What receivers answered may hold anything. */
  'deliveries.readResponses': administrators,
  /** One's own: who is told of what is decided when it happens. */
  'notices.read': everyone,
  'destinations.read': everyone,
  'destinations.write': administrators,
  'members.read': administrators,
  'members.write': administrators,
  'keys.read': administrators,
  'keys.write': administrators,
  'audit.read': administrators,
} satisfies Record<string, Role[]>

export type Permission = keyof typeof PERMISSIONS

export const can = (role: Role, permission: Permission) => (PERMISSIONS[permission] as Role[]).includes(role)

/** @throws Forbidden where the actor's role in the instance does not allow it. */
export function permit({ role }: Access, permission: Permission) {
  if (!can(role, permission)) {
    const needed = PERMISSIONS[permission].includes('Contributor') ? 'Contributor or Administrator' : 'Administrator'
    throw new Forbidden(`This takes the role ${needed} in this environment; ask one of its administrators.`)
  }
}

/** @throws Forbidden for everybody but deployment administrators. */
export function permitDeployment(actor: Actor) {
  if (!isDeploymentAdministrator(actor)) throw new Forbidden('Only a deployment administrator may do this.')
}
