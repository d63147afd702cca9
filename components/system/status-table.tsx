'use client'

import {
  Button,
  Link,
  makeStyles,
  mergeClasses,
  Table,
  TableBody,
  TableCell,
  TableHeader,
  TableHeaderCell,
  TableRow,
  tokens,
} from '@fluentui/react-components'
import { ChevronDownRegular, ChevronRightRegular } from '@fluentui/react-icons'
import { type ReactNode, useState } from 'react'
import { useTranslations } from 'use-intl/react'
import { useAccess } from '#components/access.tsx'
import { InsightStatus, useStatusText } from '#components/insights/status.tsx'
import { useSorted } from '#components/insights/use-sorted.ts'
import { RelativeTime } from '#components/page/time.tsx'
import { type Group, grouped } from '#components/system/groups.ts'
import { NodeMenu } from '#components/system/node-menu.tsx'
import { useTaskName } from '#components/system/task-name.ts'
import type { NodeView } from '#lib/insights/jobs/status.ts'

const useStyles = makeStyles({
  card: {
    backgroundColor: tokens.colorNeutralBackground1,
    borderRadius: tokens.borderRadiusMedium,
    boxShadow: tokens.shadow2,
  },
  head: { fontWeight: tokens.fontWeightSemibold, padding: '4px 12px' },
  group: { padding: '4px', backgroundColor: tokens.colorNeutralBackground2 },
  toggle: { fontWeight: tokens.fontWeightSemibold },
  cell: { padding: '10px 12px', height: 'auto', overflowWrap: 'anywhere' },
  actions: { width: '72px', textAlign: 'right', '@media (max-width: 640px)': { width: '32px', padding: 0 } },
  // Where it is narrow, the menus speak for themselves, and a time may take two lines.
  actionsTitle: { '@media (max-width: 640px)': { opacity: 0 } },
  time: { '@media (max-width: 640px)': { '& time': { whiteSpace: 'normal' } } },
  name: { paddingLeft: '40px', '@media (max-width: 640px)': { padding: '10px 2px 10px 12px' } },
})

type Props = {
  nodes: NodeView[]
  jobHref: (jobId: string) => string
  /** Where the last runs of a node are shown. */
  nodeHref: (node: NodeView) => string
}

/** Everything that is refreshed, by group, and how its last refresh went. */
export function StatusTable({ nodes, jobHref, nodeHref }: Props) {
  const styles = useStyles()
  const t = useTranslations('system')
  const common = useTranslations('common')
  const { can } = useAccess()
  const mayRun = can('jobs.run')
  const [closed, setClosed] = useState<Group[]>([])
  const toggle = (group: Group) =>
    setClosed(closed.includes(group) ? closed.filter(other => other !== group) : [...closed, group])
  return (
    <div className={styles.card}>
      <Table aria-label={t('status')}>
        <TableHeader>
          <TableRow>
            {[t('task'), common('status'), t('lastUpdated')].map(title => (
              <TableHeaderCell key={title} className={styles.head}>
                {title}
              </TableHeaderCell>
            ))}
            {mayRun && (
              <TableHeaderCell className={mergeClasses(styles.head, styles.actions)}>
                <span className={styles.actionsTitle}>{common('actions')}</span>
              </TableHeaderCell>
            )}
          </TableRow>
        </TableHeader>
        {grouped(useSorted(nodes, nameOf)).map(([group, members]) => {
          const isOpen = !closed.includes(group)
          return (
            <TableBody key={group}>
              <TableRow>
                <TableCell colSpan={mayRun ? 4 : 3} className={styles.group}>
                  <Button
                    appearance="transparent"
                    className={styles.toggle}
                    icon={isOpen ? <ChevronDownRegular /> : <ChevronRightRegular />}
                    aria-expanded={isOpen}
                    onClick={() => toggle(group)}
                  >
                    {t('groupCount', { name: t(`groups.${group}`), count: members.length })}
                  </Button>
                </TableCell>
              </TableRow>
              {isOpen &&
                members.map(node => (
                  <NodeRow key={node.operationType + node.identifier} node={node} jobHref={jobHref} nodeHref={nodeHref}>
                    {mayRun && <NodeMenu node={node} />}
                  </NodeRow>
                ))}
            </TableBody>
          )
        })}
      </Table>
    </div>
  )
}

const nameOf = ({ friendlyName }: NodeView) => friendlyName

type RowProps = { node: NodeView; children: ReactNode } & Pick<Props, 'jobHref' | 'nodeHref'>

function NodeRow({ node, jobHref, nodeHref, children }: RowProps) {
  const styles = useStyles()
  const t = useTranslations('system')
  const common = useTranslations('common')
  const statusText = useStatusText()
  const [jobId] = node.jobIds
  const name = useTaskName()(node)
  const status = <InsightStatus status={node.taskStatus} />
  return (
    <TableRow>
      <TableCell className={mergeClasses(styles.cell, styles.name)}>
        <Link href={nodeHref(node)} aria-label={t('openRuns', { name })}>
          {name}
        </Link>
      </TableCell>
      <TableCell className={styles.cell}>
        {jobId ? (
          <Link href={jobHref(jobId)} aria-label={t('openProgress', { name, status: statusText(node.taskStatus) })}>
            {status}
          </Link>
        ) : (
          status
        )}
      </TableCell>
      <TableCell className={mergeClasses(styles.cell, styles.time)}>
        {node.endTimestamp ? <RelativeTime at={node.endTimestamp} /> : common('never')}
      </TableCell>
      {children && <TableCell className={mergeClasses(styles.cell, styles.actions)}>{children}</TableCell>}
    </TableRow>
  )
}
