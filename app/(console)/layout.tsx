import { cookies } from 'next/headers'
import type { ReactNode } from 'react'
import { Frame } from '#components/frame/frame.tsx'
import { NAVIGATION_COOKIE } from '#components/frame/navigation-cookie.ts'
import { THEME_COOKIE, themeChoice } from '#components/theme-choice.ts'
import { pageAccess } from '#lib/auth/page-access.ts'
import { countUnread } from '#lib/notices/notices.ts'

export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const { person, instances, access } = await pageAccess()
  const { name, email, isDeploymentAdministrator } = person
  const jar = await cookies()
  return (
    <Frame
      access={{ person: { name, email, isDeploymentAdministrator }, role: access.role, instance: access.instance }}
      instances={instances.map(({ instanceId, name }) => ({ id: instanceId, name }))}
      theme={themeChoice(jar.get(THEME_COOKIE)?.value)}
      unread={await countUnread(access)}
      navigationOpen={jar.get(NAVIGATION_COOKIE)?.value !== 'closed'}
    >
      {children}
    </Frame>
  )
}
