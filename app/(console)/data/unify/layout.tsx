import type { ReactNode } from 'react'
import { apiOf } from '#components/api-path.ts'
import { pathsOf } from '#components/insights/paths.ts'
import { Fallback } from '#components/page/fallback.tsx'
import { UnifyPage } from '#components/unify/unify-page.tsx'
import { pageAccess } from '#lib/auth/page-access.ts'
import { listEntities } from '#lib/insights/entities/read.ts'
import { workflowStatus } from '#lib/insights/jobs/status.ts'
import { getProposal, getUnification } from '#lib/insights/unification/read.ts'

// Around the three tabs, so that what is being edited stays while one goes from tab to tab.
export default async function Unify({ children }: { children: ReactNode }) {
  const { access } = await pageAccess()
  const paths = pathsOf(apiOf(access.instance.id))
  const data = {
    [paths.unification]: await getUnification(access),
    [paths.unificationProposal]: await getProposal(access),
    [paths.entities]: await listEntities(access),
    [paths.status]: await workflowStatus(access),
  }
  return (
    <Fallback data={data}>
      <UnifyPage>{children}</UnifyPage>
    </Fallback>
  )
}
