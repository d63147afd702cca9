'use client'

import { createContext, type ReactNode, useContext, useMemo } from 'react'
import { apiOf } from '#components/api-path.ts'
import type { Role } from '#lib/instances/actor.ts'
import { can, type Permission } from '#lib/instances/permissions.ts'

export type PageAccess = {
  person: { name: string; email: string; isDeploymentAdministrator: boolean }
  role: Role
  instance: { id: string; name: string }
}

const Context = createContext<PageAccess | undefined>(undefined)

export const AccessProvider = ({ access, children }: { access: PageAccess; children: ReactNode }) => (
  <Context value={access}>{children}</Context>
)

/** Who looks at the page, in which environment, and what they may do there. */
export function useAccess() {
  const access = useContext(Context)
  if (!access) throw new Error('useAccess is used outside of the console frame')
  return useMemo(
    () => ({
      ...access,
      /** The environment's place in the API; every path of its resources begins with it. */
      api: apiOf(access.instance.id),
      can: (permission: Permission) => can(access.role, permission),
    }),
    [access],
  )
}
