/** Who does something. Audit entries, ownership and permission checks take this, never a bare user id. */
export type Actor = (
  | { type: 'person'; id: string; name: string; email: string; isDeploymentAdministrator: boolean }
  | { type: 'key'; id: string; name: string; instanceId: string; role: Role }
  /** ADMIN_API_KEY: the rights of a deployment administrator. */
  | { type: 'deployment'; name: string }
  | { type: 'system'; name: string }
) & { /** The caller's network address, where there is one. */ address?: string }

export type Role = 'Admin' | 'Contributor' | 'Viewer'

/** An actor in one instance. Every verb of the domain that touches an instance takes one. */
export type Access = { actor: Actor; instance: { id: string; name: string }; role: Role }

export const isDeploymentAdministrator = (actor: Actor) =>
  actor.type === 'deployment' || actor.type === 'system' || (actor.type === 'person' && actor.isDeploymentAdministrator)
