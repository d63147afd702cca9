'use client'

import { Button } from '@fluentui/react-components'
import { AddRegular } from '@fluentui/react-icons'
import type { ReactNode } from 'react'
import { useAccess } from '#components/access.tsx'
import { ListCommands } from '#components/insights/commands.tsx'
import { ReadOnly } from '#components/insights/read-only.tsx'
import { EmptyState } from '#components/page/empty-state.tsx'
import { Page } from '#components/page/page.tsx'
import { ProblemBar } from '#components/page/problem-bar.tsx'
import type { JobOperation } from '#lib/insights/jobs/schema.ts'
import type { Permission } from '#lib/instances/permissions.ts'

type Props = {
  title: string
  subtitle: string
  /** What changing these things takes. */
  permission: Permission
  add: { title: string; onClick: () => void }
  operation: JobOperation
  selected: ReadonlySet<string>
  onSelect: (selected: ReadonlySet<string>) => void
  /** Keys of what is refreshed here. */
  refreshable: string[]
  problem: unknown
  /** The list; absent where there is nothing in it. */
  table: ReactNode
  empty: { icon: ReactNode; title: string; text: string }
  /** Panes that are open on the page. */
  children: ReactNode
}

/** A page that lists data sources, segments or measures. */
export function ListPage({ permission, add, problem, table, empty, children, ...props }: Props) {
  const { can } = useAccess()
  const mayWrite = can(permission)
  const addButton = (
    <Button appearance="primary" icon={<AddRegular />} onClick={add.onClick}>
      {add.title}
    </Button>
  )
  return (
    <Page title={props.title} subtitle={props.subtitle} commands={mayWrite && <ListCommands add={add} {...props} />}>
      <ReadOnly unless={permission} />
      <ProblemBar problem={problem} />
      {table || (
        <EmptyState icon={empty.icon} title={empty.title} action={mayWrite && addButton}>
          {empty.text}
        </EmptyState>
      )}
      {children}
    </Page>
  )
}
