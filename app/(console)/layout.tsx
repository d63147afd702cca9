import { cookies } from 'next/headers'
import type { ReactNode } from 'react'
import { Frame } from '#components/frame/frame.tsx'
import { NAVIGATION_COOKIE } from '#components/frame/navigation-cookie.ts'
import { THEME_COOKIE, themeChoice } from '#components/theme-choice.ts'
import { pageAccess } from '#lib/auth/page-access.ts'

export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const { person, instances, access } = await pageAccess()
  const jar = await cookies()
  return (
    <Frame
      access={{ person: { name: person.name, email: person.email }, role: access.role, instance: access.instance }}
      instances={instances.map(({ instanceId, name }) => ({ id: instanceId, name }))}
      theme={themeChoice(jar.get(THEME_COOKIE)?.value)}
      navigationOpen={jar.get(NAVIGATION_COOKIE)?.value !== 'closed'}
    >
      {children}
    </Frame>
  )
}
