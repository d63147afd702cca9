'use client'

import {
  Accordion,
  AccordionHeader,
  AccordionItem,
  AccordionPanel,
  Body1,
  Button,
  Caption1,
  MessageBar,
  MessageBarBody,
  makeStyles,
  Subtitle2,
  tokens,
} from '@fluentui/react-components'
import { useTranslations } from 'use-intl/react'
import { useDuration } from '#components/insights/duration.ts'
import { Fact, Facts } from '#components/insights/facts.tsx'
import { InsightStatus } from '#components/insights/status.tsx'
import { ExactTime } from '#components/page/time.tsx'
import { type Group, grouped, summary } from '#components/system/groups.ts'
import { useOperationName } from '#components/system/operation-name.ts'
import { useProgressText } from '#components/system/progress-text.ts'
import { useTaskName } from '#components/system/task-name.ts'
import type { JobWithTasksView, TaskView } from '#lib/insights/jobs/view.ts'

const useStyles = makeStyles({
  head: { display: 'flex', flexDirection: 'column', padding: `${tokens.spacingVerticalS} 0` },
  groups: { margin: `0 calc(-1 * ${tokens.spacingHorizontalM})` },
  summary: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', columnGap: tokens.spacingHorizontalM },
  count: { color: tokens.colorNeutralForeground3 },
  tasks: { listStyleType: 'none', margin: 0, padding: 0 },
  task: {
    display: 'flex',
    justifyContent: 'space-between',
    alignItems: 'center',
    gap: tokens.spacingHorizontalM,
    padding: `${tokens.spacingVerticalXS} 0`,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  name: { display: 'flex', flexDirection: 'column', overflowWrap: 'anywhere' },
})

type Props = { job: JobWithTasksView; onTask: (taskId: string) => void }

/** How far a job is: its tasks by group. Groups that are long and went well are closed. */
export function Progress({ job, onTask }: Props) {
  const styles = useStyles()
  const t = useTranslations('system')
  const operationName = useOperationName()
  const duration = useDuration()
  const common = useTranslations('common')
  const { startTimestamp, endTimestamp } = job
  const groups = grouped(job.tasks)
  const open = groups.filter(([, tasks]) => job.tasks.length <= 8 || !wentWell(tasks)).map(([group]) => group)
  return (
    <>
      <Facts>
        <Fact name={t('job')}>{operationName(job.operationType)}</Fact>
        <Fact name={common('status')}>
          <InsightStatus status={job.jobStatus} />
        </Fact>
        <Fact name={t('started')}>
          <ExactTime at={startTimestamp ?? job.submittedTimestamp} />
        </Fact>
        <Fact name={t('duration')}>{startTimestamp && endTimestamp && duration(startTimestamp, endTimestamp)}</Fact>
        <Fact name={t('submittedBy')}>{job.submittedBy}</Fact>
      </Facts>
      {job.ciError && (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>{job.ciError.message}</MessageBarBody>
        </MessageBar>
      )}
      {groups.length === 0 && !job.ciError && <Body1>{t('noTasks')}</Body1>}
      <Accordion multiple collapsible defaultOpenItems={open} className={styles.groups}>
        {groups.map(([group, tasks]) => (
          <GroupItem key={group} group={group} tasks={tasks} onTask={onTask} />
        ))}
      </Accordion>
    </>
  )
}

const wentWell = (tasks: TaskView[]) => summary(tasks.map(({ taskStatus }) => taskStatus)) === 'successful'

function GroupItem({ group, tasks, onTask }: { group: Group; tasks: TaskView[]; onTask: Props['onTask'] }) {
  const styles = useStyles()
  const t = useTranslations('system')
  const progressOf = useProgressText()
  const nameOf = useTaskName()
  const done = tasks.filter(({ taskStatus }) => taskStatus === 'successful').length
  return (
    <AccordionItem value={group}>
      <AccordionHeader expandIconPosition="end" as="h3">
        <span className={styles.head}>
          <Subtitle2>{t(`groups.${group}`)}</Subtitle2>
          <span className={styles.summary}>
            <InsightStatus status={summary(tasks.map(({ taskStatus }) => taskStatus))} />
            <Caption1 className={styles.count}>{t('refreshed', { done, total: tasks.length })}</Caption1>
          </span>
        </span>
      </AccordionHeader>
      <AccordionPanel>
        <ul className={styles.tasks}>
          {tasks.map(task => (
            <li key={task.taskId} className={styles.task}>
              <span className={styles.name}>
                {nameOf(task)}
                <span className={styles.summary}>
                  <InsightStatus status={task.taskStatus} />
                  <Caption1 className={styles.count}>{progressOf(task)}</Caption1>
                </span>
              </span>
              <Button
                appearance="transparent"
                aria-label={t('seeDetailsOf', { name: nameOf(task) })}
                onClick={() => onTask(task.taskId)}
              >
                {t('seeDetails')}
              </Button>
            </li>
          ))}
        </ul>
      </AccordionPanel>
    </AccordionItem>
  )
}
