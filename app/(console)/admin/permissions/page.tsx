import type { Metadata } from 'next'
import { apiOf, CALLBACK_HOSTS } from '#components/api-path.ts'
import { Fallback } from '#components/page/fallback.tsx'
import { AdministratorsOnly } from '#components/permissions/administrators-only.tsx'
import { PermissionsView } from '#components/permissions/permissions-view.tsx'
import { pageAccess } from '#lib/auth/page-access.ts'
import { listCallbackHosts } from '#lib/callback-hosts/hosts.ts'
import { translations } from '#lib/http/intl.ts'
import { listMembers } from '#lib/instances/members.ts'
import { can } from '#lib/instances/permissions.ts'
import { listKeys } from '#lib/keys/keys.ts'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await translations('permissions'))('title') }
}

export default async function Permissions() {
  const { access, person } = await pageAccess()
  if (!can(access.role, 'members.read')) return <AdministratorsOnly />
  const api = apiOf(access.instance.id)
  const data = {
    [`${api}/manage/members`]: await listMembers(access),
    [`${api}/manage/keys`]: await listKeys(access),
    ...(person.isDeploymentAdministrator && { [CALLBACK_HOSTS]: await listCallbackHosts(access.actor) }),
  }
  return (
    <Fallback data={data}>
      <PermissionsView deployment={person.isDeploymentAdministrator} />
    </Fallback>
  )
}
